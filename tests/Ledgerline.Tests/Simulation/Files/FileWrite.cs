namespace Ledgerline.Tests.Simulation.Files;

/// <summary>A write that is under way.</summary>
/// <param name="durability">How durable it will be once it is acknowledged.</param>
internal sealed class FileWrite(Durability durability)
{
    public bool IsFlushed => durability == Durability.Flushed;

    /// <summary>Whether it is known what is to be written.</summary>
    public bool IsTried { get; private set; }

    /// <summary>Whether it writes what is there already, so that nobody can see it take effect.</summary>
    public bool IsSame { get; init; }

    /// <summary>What is to be written; null for a deletion.</summary>
    public string? Content { get; private set; }

    /// <summary>What it has made of the file, once that is seen.</summary>
    public FileVersion? Effect { get; set; }

    /// <summary>What the file was before that.</summary>
    public FileVersion? Before { get; set; }

    public void Try(string? content)
    {
        Content = content;
        IsTried = true;
    }
}
