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
            body.Line();
            Adding(body, file);
            Reading(body, file, "Get", "reads the log of");
            Reading(body, file, "Watch", "follows the log of");
            Names.Use(source, body);
        });
        return source.ToString();
    }

    private static void Adding(SourceWriter source, CmdletFile file) => Class(
        source,
        file,
        "Add",
        "appends to the log of",
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
                    source, each, ClassName(file, "Add"), parameter => parameters.Single(known => known.Uses.Any(use => ReferenceEquals(use.Parameter, parameter))).Uses[0].Parameter.Name));
            }

            foreach (var parameter in parameters.Where(static each => !CmdletTypes.IsConverted(each.Uses[0].Parameter)))
            {
                source.Line();
                CmdletParameterEmitter.Converter(source, parameter.Uses[0].Parameter, parameter.Converter, file.Context);
            }
        });

    private static void Reading(SourceWriter source, CmdletFile file, string verb, string what)
    {
        source.Line();
        Class(source, file, verb, what, "", static () => { });
    }

    private static void Class(SourceWriter source, CmdletFile file, string verb, string what, string settings, Action members)
    {
        source.Line($"/// <summary><c>{verb}-{file.Cmdlets.Noun}</c>: {what} <see cref=\"{file.TypeName}\"/>.</summary>");
        source.Line(Names.GeneratedCodeAttribute);
        source.Line($"[{Management}.Cmdlet(\"{verb}\", \"{file.Cmdlets.Noun}\"{settings})]");
        source.Line($"[{Management}.OutputType(typeof(global::{CmdletBase.Namespace}.TypedLogEntry<{file.TypeName}>))]");
        source.Block($"public sealed class {ClassName(file, verb)} : {Base(file, verb)}", () =>
        {
            source.Line("/// <inheritdoc/>");
            source.Line($"protected override global::Ledgerline.LogDefinition<{file.TypeName}> Definition =>");
            source.Line($"    {file.Definition};");
            members();
        });
    }

    private static string ClassName(CmdletFile file, string verb) => $"{file.Id}{verb}Command";

    private static string Base(CmdletFile file, string verb) => $"global::{CmdletBase.Namespace}.{CmdletBase.ClassOf(verb)}<{file.TypeName}>";
}
