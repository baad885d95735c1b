using System.Management.Automation;

namespace Ledgerline.PowerShellTests.Hosting;

/// <summary>What a script put out, stream by stream.</summary>
public sealed record ScriptResult(
    IReadOnlyList<PSObject?> Output,
    IReadOnlyList<ErrorRecord> Errors,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Verbose)
{
    public ScriptResult AssertNoErrors()
    {
        Assert.True(Errors.Count == 0, string.Join("\n", Errors.Select(error => $"{error.FullyQualifiedErrorId}: {error}, {error.Exception}")));
        return this;
    }

    /// <summary>The one object that came out, unwrapped.</summary>
    public object? TheOnlyOutput()
    {
        AssertNoErrors();
        return Assert.Single(Output)?.BaseObject;
    }

    /// <summary>The one error, with this id, category and a message that has all of these words.</summary>
    public ErrorRecord AssertError(string errorId, ErrorCategory category, params string[] words)
    {
        ErrorRecord error = Assert.Single(Errors);
        Assert.Equal(errorId, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.All(words, word => Assert.Contains(word, error.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", error.ToString(), StringComparison.Ordinal);
        return error;
    }

    /// <summary>The <c>Seq</c> of each entry.</summary>
    public IEnumerable<long> Seqs() => Output.Select(entry => (long)entry!.Properties["Seq"].Value);
}
