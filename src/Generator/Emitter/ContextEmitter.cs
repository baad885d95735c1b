namespace Ledgerline.Generator;

/// <summary>Prints the assembly's context.</summary>
internal static class ContextEmitter
{
    private const string Options = "global::System.Text.Json.JsonSerializerOptions";
    private const string Metadata = "global::System.Text.Json.Serialization.Metadata";

    public static string Emit(ContextFile file)
    {
        var source = new SourceWriter();
        source.Header();
        source.Block($"namespace {file.Namespace}", () =>
        {
            source.Line("/// <summary>The System.Text.Json contracts of this assembly's annotated records.</summary>");
            source.Line(Names.GeneratedCodeAttribute);
            source.Block(
                $"internal sealed partial class {GeneratedCode.ContextName} : global::System.Text.Json.Serialization.JsonSerializerContext, {Metadata}.IJsonTypeInfoResolver",
                () => Members(source, file));
        });
        return source.ToString();
    }

    private static void Members(SourceWriter source, ContextFile file)
    {
        // Equal limits for writing and reading: what was written can be read.
        string defaults = file.Options.Defaults is { } named ? $"global::System.Text.Json.JsonSerializerDefaults.{named}" : "";
        source.Block($"private static readonly {Options} DefaultOptions = new({defaults})", () =>
        {
            Default("PropertyNamingPolicy", "global::System.Text.Json.JsonNamingPolicy.CamelCase");
            source.Line($"Encoder = global::System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,");
            Default("MaxDepth", "1000");
            foreach (string assignment in file.Options.Assignments)
            {
                source.Line(assignment + ",");
            }
        }, "};");
        source.Line();
        source.Line("/// <summary>The context with the options that records are stored with.</summary>");
        source.Line($"public static {GeneratedCode.ContextName} Default {{ get; }} = new(new {Options}(DefaultOptions));");
        source.Line();
        source.Line("/// <summary>A context with its own copy of the default options.</summary>");
        source.Block($"public {GeneratedCode.ContextName}() : base(null)", static () => { });
        source.Line();
        source.Line("/// <summary>A context for the given options, which can no longer change.</summary>");
        source.Block($"public {GeneratedCode.ContextName}({Options} options) : base(options)", static () => { });
        source.Line();
        source.Line($"protected override {Options}? GeneratedSerializerOptions => DefaultOptions;");
        foreach (ContextEntry entry in file.Entries)
        {
            source.Line();
            source.Line($"/// <summary>The contract of {entry.TypeName.Replace("global::", "")}.</summary>");
            source.Line($"public {Metadata}.JsonTypeInfo<{entry.TypeName}> {entry.Property} =>");
            source.Line($"    {Contract(entry)};");
        }

        source.Line();
        source.Line("/// <inheritdoc/>");
        source.Line($"public override {Metadata}.JsonTypeInfo? GetTypeInfo(global::System.Type type) =>");
        source.Line(
            $"    Options.TryGetTypeInfo(type, out {Metadata}.JsonTypeInfo? typeInfo) ? typeInfo : null;");
        source.Line();
        source.Block($"{Metadata}.JsonTypeInfo? {Metadata}.IJsonTypeInfoResolver.GetTypeInfo(global::System.Type type, {Options} options)", () =>
        {
            foreach (ContextEntry entry in file.Entries.Where(static entry => entry.Defect is null))
            {
                source.Block($"if (type == typeof({entry.TypeName}))", () => Resolve(source, entry, entry.TypeName, "new {0}.Converter(honoured)"));
                source.Line();
                foreach (string option in entry.Cases)
                {
                    source.Block($"if (type == typeof({option}))", () => Resolve(
                        source,
                        entry,
                        option,
                        $"new global::Ledgerline.Serialization.CaseConverter<{option}, {entry.TypeName}>(new {{0}}.Converter(honoured))"));
                    source.Line();
                }
            }

            source.Line("return null;");
        });

        void Default(string name, string value)
        {
            if (!file.Options.Assignments.Any(assignment => assignment.StartsWith(name + " ", StringComparison.Ordinal)))
            {
                source.Line($"{name} = {value},");
            }
        }
    }

    private static string Contract(ContextEntry entry) => entry.Defect is { } defect
        ? $"throw new global::System.InvalidOperationException({Names.Literal(defect)})"
        : $"({Metadata}.JsonTypeInfo<{entry.TypeName}>)Options.GetTypeInfo(typeof({entry.TypeName}))";

    private static void Resolve(SourceWriter source, ContextEntry entry, string type, string converter)
    {
        string serializer = $"global::{GeneratedCode.Namespace}.{Names.Serializer(entry.Id)}";
        source.Line($"var honoured = global::Ledgerline.Serialization.RecordOptions.Of(options, DefaultOptions, {serializer}.Check);");
        source.Line($"{Metadata}.JsonTypeInfo typeInfo =");
        source.Line($"    {Metadata}.JsonMetadataServices.CreateValueInfo<{type}>(options, {converter.Replace("{0}", serializer)});");
        if (entry.IsHierarchy)
        {
            source.Line("// The converter writes the discriminator itself.");
            source.Line("typeInfo.PolymorphismOptions = null;");
        }

        source.Line("return typeInfo;");
    }
}
