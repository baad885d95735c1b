namespace Ledgerline.Generator;

/// <summary>Prints the cmdlets of one record: plain classes that derive from those of Ledgerline.PowerShell.</summary>
internal static class CmdletFileEmitter
{
    private const string Management = "global::System.Management.Automation";
    public static string Emit(CmdletFile file)
    {
        var source = new SourceWriter();
        source.Header();
        source.Block($"namespace {GeneratedCode.Namespace}", () =>
        {
            SourceWriter body = source.Nested();
            foreach (string verb in CmdletBase.VerbsOf(file.Kind))
            {
                Emit(body, file, verb);
            }

            Names.Use(source, body);
        });
        return source.ToString();
    }

    private static void Emit(SourceWriter source, CmdletFile file, string verb)
    {
        string documents = file.Kind == StorageKind.Document ? "the document" : "documents";
        string record = file.Kind == StorageKind.Log ? "the log of" : documents + " of";
        source.Line();
        switch (verb)
        {
            case "Add" or "Set":
                Storing(source, file, verb, verb == "Add" ? "appends to the log of" : "stores " + record);
                break;
            case "Get":
                Reading(source, file, verb, "reads " + record);
                break;
            case "Remove":
                Reading(source, file, verb, "deletes " + record, ", SupportsShouldProcess = true");
                break;
            default:
                Reading(source, file, verb, (file.Kind == StorageKind.Log ? "follows " : "follows the changes to ") + record);
                break;
        }
    }

    private static void Storing(SourceWriter source, CmdletFile file, string verb, string what) => Class(
        source,
        file,
        verb,
        what,
        $", SupportsShouldProcess = true, DefaultParameterSetName = \"{CmdletCaseEmitter.DefaultSet(file.Cmdlets)}\"",
        () =>
        {
            CmdletCase[] cases = [.. file.Cmdlets.Cases];
            foreach (CmdletCase each in cases.Where(_ => file.Cmdlets.IsHierarchy))
            {
                source.Line();
                CmdletParameterEmitter.Switch(source, each);
            }

            var parameters = cases
                .SelectMany(each => each.Parameters.Select(parameter => (Set: CmdletCaseEmitter.SetOf(file.Cmdlets, each), Parameter: parameter)))
                .GroupBy(static each => each.Parameter.Name, StringComparer.OrdinalIgnoreCase)
                .Select(static (group, index) => (Name: group.Key, Uses: group.ToArray(), Converter: $"_Argument{index}"))
                .ToArray();
            foreach (var parameter in parameters)
            {
                source.Line();
                CmdletParameterEmitter.Property(source, parameter.Uses, parameter.Converter);
            }

            source.Line();
            source.Line("/// <inheritdoc/>");
            source.Block($"protected override {file.TypeName} Create(string parameterSet) => parameterSet switch", () =>
            {
                for (int i = 0; i < cases.Length; i++)
                {
                    source.Line($"\"{CmdletCaseEmitter.SetOf(file.Cmdlets, cases[i])}\" => _Case{i}.Create(this),");
                }

                source.Line("_ => throw new global::System.ArgumentOutOfRangeException(nameof(parameterSet), parameterSet, null),");
            }, "};");
            for (int i = 0; i < cases.Length; i++)
            {
                source.Line();
                CmdletCase each = cases[i];
                source.Block($"private static class _Case{i}", () => CmdletCaseEmitter.Emit(
                    source, each, ClassName(file, verb), parameter => parameters.Single(known => known.Uses.Any(use => ReferenceEquals(use.Parameter, parameter))).Uses[0].Parameter.Name));
            }

            foreach (var parameter in parameters.Where(static each => !CmdletTypes.IsConverted(each.Uses[0].Parameter)))
            {
                source.Line();
                CmdletParameterEmitter.Converter(source, parameter.Uses[0].Parameter, parameter.Converter, file.Context);
            }
        });

    private static void Reading(SourceWriter source, CmdletFile file, string verb, string what, string settings = "")
    {
        // The documents of a project, or the shared ones.
        string set = file.Kind == StorageKind.Log ? "" : ", DefaultParameterSetName = \"Project\"";
        Class(source, file, verb, what, settings + set, static () => { });
    }

    private static void Class(SourceWriter source, CmdletFile file, string verb, string what, string settings, Action members)
    {
        source.Line($"/// <summary><c>{verb}-{file.Cmdlets.Noun}</c>: {what} <see cref=\"{file.TypeName}\"/>.</summary>");
        source.Line(Names.GeneratedCodeAttribute);
        source.Line($"[{Management}.Cmdlet(\"{verb}\", \"{file.Cmdlets.Noun}\"{settings})]");
        if (Output(file, verb) is { } output)
        {
            source.Line($"[{Management}.OutputType(typeof({output}))]");
        }

        source.Block($"public sealed class {ClassName(file, verb)} : {Base(file, verb)}", () =>
        {
            source.Line("/// <inheritdoc/>");
            source.Line($"protected override global::Ledgerline.{file.Kind}Definition<{file.TypeName}> Definition =>");
            source.Line($"    {file.Definition};");
            members();
        });
    }

    /// <summary>What the cmdlet puts into the pipeline; null for nothing.</summary>
    private static string? Output(CmdletFile file, string verb) => (file.Kind, verb) switch
    {
        (StorageKind.Log, _) => $"global::{CmdletBase.Namespace}.TypedLogEntry<{file.TypeName}>",
        (_, "Remove") => null,
        (_, "Watch") => "global::Ledgerline.PowerShell.LedgerDocumentChange",
        _ => $"global::{CmdletBase.Namespace}.TypedDocument<{file.TypeName}>",
    };

    // A record may have a log and documents.
    private static string ClassName(CmdletFile file, string verb) => $"{file.Id}{verb}{(file.Kind == StorageKind.Log ? "" : "Document")}Command";

    private static string Base(CmdletFile file, string verb) => $"global::{CmdletBase.Namespace}.{CmdletBase.ClassOf(file.Kind, verb)}<{file.TypeName}>";
}
