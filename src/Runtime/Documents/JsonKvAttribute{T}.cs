namespace Ledgerline;

/// <summary>
/// Makes a type that cannot be annotated itself a type of document: one of another assembly, or a closed generic. The
/// generator adds its serializer, a definition in <c>LedgerlineDefinitions</c> to give to
/// <see cref="Project.Kv{T}(KvDefinition{T})"/> or, with a <see cref="JsonKvSettingsAttribute.Key"/>, to
/// <see cref="Project.Document{T}(DocumentDefinition{T})"/>, and a named accessor on <see cref="Project"/>.
/// </summary>
/// <typeparam name="T">The type of the documents.</typeparam>
/// <param name="set">
/// The persisted name of the set, 1-128 of <c>A-Z a-z 0-9 _ -</c>, or null for the project's set-less store.
/// </param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class JsonKvAttribute<T>(string? set = null) : JsonKvSettingsAttribute(set);
