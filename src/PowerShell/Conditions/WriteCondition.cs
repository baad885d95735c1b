using Ledgerline.PowerShell.Errors;

namespace Ledgerline.PowerShell.Conditions;

/// <summary>What <c>-IfMatch</c> and <c>-IfAbsent</c> say of what may be replaced.</summary>
internal static class WriteCondition
{
    /// <summary>The condition; none where neither is given.</summary>
    /// <exception cref="ArgumentsExcludeException">Both are given.</exception>
    public static PutCondition Of(string? ifMatch, bool ifAbsent) => (ifMatch, ifAbsent) switch
    {
        (null, false) => PutCondition.Always,
        (null, true) => PutCondition.IfAbsent,
        ({ } etag, false) => PutCondition.IfMatch(etag),
        _ => throw new ArgumentsExcludeException(
            "-IfMatch and -IfAbsent exclude each other: pass one of them, or none to store whatever is there."),
    };
}
