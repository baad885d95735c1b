using System.Text.Json.Serialization;

namespace Ledgerline.Tests.Records;

[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Started), "started")]
[JsonDerivedType(typeof(Finished), "finished")]
public abstract record RunEvent
{
    public sealed record Started(string Name) : RunEvent;

    public sealed record Finished(string Name, int ExitCode) : RunEvent;
}
