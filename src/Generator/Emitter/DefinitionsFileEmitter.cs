namespace Ledgerline.Generator;

/// <summary>Prints the definitions and accessors of types that the assembly annotates.</summary>
internal static class DefinitionsFileEmitter
{
    public static string Emit(DefinitionsFile file)
    {
        var source = new SourceWriter();
        source.Header();
        source.Block($"namespace {file.Namespace}", () =>
        {
            source.Line("/// <summary>How the types are stored that this assembly annotates from outside.</summary>");
            source.Line(Names.GeneratedCodeAttribute);
            source.Block($"internal static partial class {GeneratedCode.DefinitionsName}", () => Definitions(source, file));
            source.Line();
            source.Line("/// <summary>Opens what they are stored in.</summary>");
            source.Line(Names.GeneratedCodeAttribute);
            source.Block($"internal static partial class {GeneratedCode.AccessorsName}", () => Accessors(source, file));
        });
        return source.ToString();
    }

    private static void Definitions(SourceWriter source, DefinitionsFile file)
    {
        bool isFirst = true;
        foreach (DefinitionEntry entry in file.Entries)
        {
            if (!isFirst)
            {
                source.Line();
            }

            isFirst = false;
            DefinitionEmitter.Emit(source, entry.Record, entry.Property, file.Context, entry.ContextProperty);
        }
    }

    private static void Accessors(SourceWriter source, DefinitionsFile file)
    {
        bool isFirst = true;
        foreach (DefinitionEntry entry in file.Entries.Where(static entry => entry.Record.Accessor.Length > 0))
        {
            if (!isFirst)
            {
                source.Line();
            }

            isFirst = false;
            AccessorEmitter.Emit(source, entry.Record, $"{GeneratedCode.DefinitionsName}.{entry.Property}");
        }
    }
}
