namespace Ledgerline.Generator;

/// <summary>Prints how definitions are made.</summary>
internal static class DefinitionEmitter
{
    public static string TypeOf(AnnotatedRecord record) => $"global::Ledgerline.{record.Kind}Definition<{record.TypeName}>";

    /// <summary>A definition that is made once, when it is first asked for; an error is that of whoever asks.</summary>
    /// <param name="source">Takes the members.</param>
    /// <param name="record">The annotation.</param>
    /// <param name="property">The name of the property.</param>
    /// <param name="context">The generated context, fully qualified.</param>
    /// <param name="contextProperty">Its property for the type.</param>
    public static void Emit(SourceWriter source, AnnotatedRecord record, string property, string context, string? contextProperty)
    {
        string type = TypeOf(record);
        string field = $"_{char.ToLowerInvariant(property[0])}{property.Substring(1)}";
        source.Line($"private static {type}? {field};");
        source.Line();
        source.Line($"/// <summary>{What(record)}</summary>");
        source.Line($"public static {type} {property} =>");
        source.Line($"    global::System.Threading.LazyInitializer.EnsureInitialized(ref {field}, static () =>");
        source.Line($"        {Create(record, context, contextProperty)});");
    }

    /// <summary>What a record is stored in, as documentation says it.</summary>
    public static string What(AnnotatedRecord record) => record switch
    {
        { Defect: not null } => "Not available.",
        { Kind: StorageKind.Log } => $"The log <c>{record.PersistedName}</c>.",
        { Kind: StorageKind.Document, PersistedName: null } => $"The document <c>{record.PersistedKey}</c>.",
        { Kind: StorageKind.Document } => $"The document <c>{record.PersistedKey}</c> of <c>{record.PersistedName}</c>.",
        { PersistedName: null } => "The set-less documents.",
        _ => $"The documents <c>{record.PersistedName}</c>.",
    };

    /// <summary>The expression that makes a definition.</summary>
    private static string Create(AnnotatedRecord record, string context, string? contextProperty)
    {
        if (record.Defect is { } defect)
        {
            return $"throw new global::System.InvalidOperationException({Names.Literal(defect)})";
        }

        string name = record.PersistedName is null ? "null" : Names.Literal(record.PersistedName);
        string key = record.PersistedKey is null ? "" : $"{Names.Literal(record.PersistedKey)}, ";
        string contract = record.JsonContext is { } own
            ? $"global::Ledgerline.Serialization.OwnContext.TypeInfo<{record.TypeName}>({own}.Default)"
            : $"{context}.Default.{contextProperty}";
        string?[] settings =
        [
            record.Durability is null ? null : $"Durability = {record.Durability}",
            record.Retention is null ? null : $"Retention = {record.Retention}",
        ];
        string initializer = string.Join(", ", settings.Where(static setting => setting is not null));
        return $"new {TypeOf(record)}({name}, {key}{contract}){(initializer.Length == 0 ? "" : $" {{ {initializer} }}")}";
    }
}
