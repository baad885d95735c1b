using System.Diagnostics;

namespace Ledgerline;

/// <summary>
/// Traces of what programs ask of a log, under the source name <c>Ledgerline</c>. One that nobody listens to costs a
/// comparison.
/// </summary>
internal static class LedgerlineActivity
{
    private static readonly ActivitySource Source = new("Ledgerline");

    /// <summary>Begins an operation; null where nobody listens.</summary>
    public static Activity? Begin(string operation, string log, string? key)
    {
        Activity? activity = Source.StartActivity(operation);
        activity?.SetTag("ledgerline.log", log);
        if (key is not null)
        {
            activity?.SetTag("ledgerline.key", key);
        }

        return activity;
    }

    /// <summary>For exception filters: notes a failure, and catches nothing.</summary>
    public static bool NoteFailure(this Activity? activity, Exception failure)
    {
        activity?.SetStatus(ActivityStatusCode.Error, failure.Message);
        activity?.AddException(failure);
        return false;
    }
}
