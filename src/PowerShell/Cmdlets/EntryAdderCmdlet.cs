using System.Management.Automation;
using Ledgerline.PowerShell.Appending;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Names;
using Ledgerline.PowerShell.Progress;

namespace Ledgerline.PowerShell;

/// <summary>What the cmdlets share that append: what they take is written in batches, each of one flush, also when the pipeline is stopped.</summary>
/// <typeparam name="TEntry">The type of the entries.</typeparam>
public abstract class EntryAdderCmdlet<TEntry> : LedgerCmdlet
{
    private AppendLog<TEntry>? _log;
    private EntryBatcher<TEntry>? _batcher;
    private string? _root;
    private string? _target;
    private ProgressDisplay? _progress;
    private long _count;

    /// <summary>The directory that holds the projects.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Root { get; set; }

    /// <summary>The project's id.</summary>
    [Parameter(Mandatory = true)]
    [Alias("ProjectId")]
    [ValidateStorageName("project id")]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string Project { get; set; } = "";

    /// <summary>Which of the logs of that name; without it the one that has no key.</summary>
    [Parameter]
    [ValidateStorageName("log key")]
    [ArgumentCompleter(typeof(LogKeyCompleter))]
    public string? Key { get; set; }

    /// <summary>Appends only where this is the log's last number, and nothing comes between the batches.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? ExpectedLastSeq { get; set; }

    /// <summary>What the acknowledgement means.</summary>
    [Parameter]
    public Durability? Durability { get; set; }

    /// <summary>The most entries that are written as one batch.</summary>
    [Parameter]
    [ValidateRange(1, 1_000_000)]
    public int BatchSize { get; set; } = AppendSettings.UsualBatchSize;

    /// <summary>Puts the entries that were written into the pipeline, as they were stored.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The log's persisted name.</summary>
    private protected abstract string LogName { get; }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            try
            {
                // A stopped pipeline never ends: what it took is written here.
                _batcher?.Dispose();
            }
            catch (Exception e) when (Describe(e) is { } error)
            {
                ReportLate(error);
            }
            finally
            {
                base.Dispose(disposing);
            }
        }
    }

    /// <inheritdoc/>
    private protected sealed override void ProcessInput()
    {
        TakeInput();
        ReportWritten();
    }

    /// <inheritdoc/>
    private protected sealed override void ProcessEnd()
    {
        _batcher?.Flush();
        ReportWritten();
        _progress?.Dispose();
    }

    /// <inheritdoc/>
    private protected override ErrorRecord? Describe(Exception exception)
    {
        ErrorRecord? error = base.Describe(exception);
        if (error is not null && _batcher is { UnwrittenCount: > 0 and int count })
        {
            string entries = count == 1 ? "1 entry was" : $"{count} entries were";
            error.ErrorDetails = new ErrorDetails($"{error.ErrorDetails.Message} {entries} taken and not written.");
        }

        return error;
    }

    /// <summary>Takes what the parameters and the pipeline hold now.</summary>
    private protected abstract void TakeInput();

    /// <summary>Opens the log.</summary>
    private protected abstract AppendLog<TEntry> OpenLog(Project project, string? key);

    /// <summary>An entry as it goes into the pipeline.</summary>
    private protected abstract object ToOutput(in LogEntry<TEntry> entry);

    /// <summary>Has an entry written.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="size">How much memory it takes, in bytes; 0 where only the number of entries counts.</param>
    private protected void Take(TEntry entry, int size)
    {
        _root ??= ResolveRoot(Root);
        _target ??= $"Log '{LogName}'{(Key is null ? "" : $" with the key '{Key}'")} of project '{Project}' in {_root}";
        if (!ShouldProcess(_target, "Add entry"))
        {
            return;
        }

        if (_batcher is null)
        {
            _log = OpenLog(OpenDriver(_root).Project(Project), Key);
            _batcher = new EntryBatcher<TEntry>(_log, new AppendSettings(BatchSize, Durability, ExpectedLastSeq));
            _progress = new ProgressDisplay(this, "Adding entries");
        }

        _batcher.Add(entry, size);
    }

    private void ReportWritten()
    {
        while (_batcher?.TryGetWritten(out AppendResult written) == true)
        {
            WriteVerbose($"Wrote entries {written.FirstSeq} to {written.LastSeq}: {_target}.");
            _count += written.LastSeq - written.FirstSeq + 1;
            if (_progress!.IsDue)
            {
                _progress.Show($"{_count} entries are stored");
            }

            if (PassThru)
            {
                PassOn(written);
            }
        }
    }

    private void PassOn(AppendResult written)
    {
        var options = new LogReadOptions
        {
            SinceSeq = written.FirstSeq - 1,
            Limit = written.LastSeq - written.FirstSeq + 1,
        };

        try
        {
            // Read back: only the log knows the time that it gave them.
            foreach (LogEntry<TEntry> entry in _log!.Read(options))
            {
                WriteObject(ToOutput(entry));
            }
        }
        catch (Exception e) when (e is LogRewoundException or LogTruncatedException)
        {
            // They were written, and somebody has removed them since: no failure of this command.
            WriteWarning($"Entries {written.FirstSeq} to {written.LastSeq} were written, and removed by another command before they could be passed on.");
        }
    }
}
