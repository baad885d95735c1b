namespace Ledgerline;

/// <summary>
/// Makes a partial record a type of document, stored by key: the generator adds its serializer, its
/// <see cref="IJsonKvRecord{TSelf}"/> and a named accessor on <see cref="Project"/>. With a <see cref="JsonKvSettingsAttribute.Key"/> it is the
/// type of one document, and gets <see cref="IJsonDocumentRecord{TSelf}"/> in its place.
/// </summary>
/// <param name="set">
/// The persisted name of the set, 1-128 of <c>A-Z a-z 0-9 _ -</c>, or null for the project's set-less store, which at
/// most one type of an assembly may take as a whole.
/// </param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
public sealed class JsonKvAttribute(string? set = null) : JsonKvSettingsAttribute(set);
