namespace Ledgerline;

/// <summary>
/// Makes a type that cannot be annotated itself the entry type of a log: one of another assembly, or a closed generic. The
/// generator adds its serializer, a definition in <c>LedgerlineDefinitions</c> to give to
/// <see cref="Project.Log{T}(LogDefinition{T})"/>, and a named accessor on <see cref="Project"/>.
/// </summary>
/// <typeparam name="T">The type of the entries.</typeparam>
/// <param name="name">The persisted name, 1-128 of <c>A-Z a-z 0-9 _ -</c>.</param>
/// <example><code>[assembly: AppendLog&lt;Page&lt;int&gt;&gt;("pages")]</code></example>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class AppendLogAttribute<T>(string name) : AppendLogSettingsAttribute(name);
