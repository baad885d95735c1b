using System.Management.Automation;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Names;
using Ledgerline.PowerShell.Times;

namespace Ledgerline.PowerShell;

/// <summary>What the cmdlets share that replay a log and follow it until Ctrl+C.</summary>
/// <typeparam name="TEntry">The type of the entries.</typeparam>
public abstract class EntryWatcherCmdlet<TEntry> : LogReaderCmdlet<TEntry>
{
    private long _left;
    private bool _isFollowing;

    /// <summary>The project's id.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ProjectId")]
    [ValidateStorageName("project id")]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string Project { get; set; } = "";

    /// <summary>Replays the entries with a higher number first; without it only new entries come.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? Since { get; set; }

    /// <summary>Ends after this many entries.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long? Count { get; set; }

    /// <summary>Ends after this time; a plain number counts seconds.</summary>
    [Parameter]
    [SecondsTransformation]
    [ValidateTimeout]
    public TimeSpan? Timeout { get; set; }

    /// <inheritdoc/>
    private protected sealed override void ProcessInput() => ReadLog(Project);

    /// <inheritdoc/>
    private protected sealed override void ReadLog(AppendLog<TEntry> log)
    {
        _left = Count ?? long.MaxValue;
        _isFollowing = false;
        using var deadline = new Deadline(Timeout, StopToken);
        try
        {
            long? since = Since;
            while (TryFollow(log, since, deadline.Token) is { } next)
            {
                since = next;
            }
        }
        catch (OperationCanceledException) when (deadline.HasPassed)
        {
            WriteVerbose($"The time of {Timeout} is over.");
        }
    }

    /// <summary>Follows the log as long as it goes on by itself.</summary>
    /// <returns>Where to go on in what the log has become; null at the end.</returns>
    private long? TryFollow(AppendLog<TEntry> log, long? since, CancellationToken cancellationToken)
    {
        try
        {
            Follow(log, since, cancellationToken);
            return null;
        }
        catch (LogTruncatedException e) when (_isFollowing)
        {
            WriteWarning($"The entries {e.SinceSeq + 1} to {e.FirstSeq - 1} were truncated before they were read. Going on with entry {e.FirstSeq}.");
            return e.FirstSeq - 1;
        }
        catch (LogRewoundException e) when (_isFollowing)
        {
            WriteWarning($"The log was begun again or replaced: it does not hold entry {e.SinceSeq} any more, and ends with {e.LastSeq}. Following it from its start.");
            return 0;
        }
    }

    private void Follow(AppendLog<TEntry> log, long? since, CancellationToken cancellationToken)
    {
        IAsyncEnumerator<LogEntry<TEntry>> entries = log.SubscribeAsync(since, null, cancellationToken).GetAsyncEnumerator(cancellationToken);
        try
        {
            while (true)
            {
                ValueTask<bool> move = entries.MoveNextAsync();

                // What the first move finds at once is how the log was when the command began: an error if it does not fit.
                _isFollowing |= !move.IsCompleted || move.IsCompletedSuccessfully;
                if (!Wait(move))
                {
                    WriteVerbose("The log is completed, or its project was removed.");
                    return;
                }

                WriteObject(ToOutput(entries.Current));
                if (--_left == 0)
                {
                    return;
                }
            }
        }
        finally
        {
            Wait(entries.DisposeAsync());
        }
    }
}
