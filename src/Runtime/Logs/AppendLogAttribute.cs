namespace Ledgerline;

/// <summary>
/// Makes a partial record the entry type of a log: the generator adds its serializer, its
/// <see cref="IAppendLogRecord{TSelf}"/> and a named accessor on <see cref="Project"/>.
/// </summary>
/// <param name="name">
/// The persisted name, 1-128 of <c>A-Z a-z 0-9 _ -</c>. It is explicit so that renaming a type never moves data.
/// </param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
public sealed class AppendLogAttribute(string name) : AppendLogSettingsAttribute(name);
