using System.Globalization;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>
/// Reads all of a log, as it was when that began, page by page in constant memory, and says what is wrong with it. It holds no
/// connection, lock or snapshot in between: what is truncated meanwhile is no fault, and what is appended is not looked at.
/// </summary>
internal sealed class LogVerification(Database database, DriverLife life, LogUpkeep upkeep, LogPlace place, IProgress<LogProgress>? progress)
{
    private readonly string _picture = SurveySql.Picture(database.Schema);
    private readonly string _page = SurveySql.Page(database.Schema);

    /// <summary>The faults: of the log's row, then of the entries in their order, then of what is missing at their end or was changed among them.</summary>
    public async IAsyncEnumerable<LogFault> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        life.ThrowIfEnded();
        LogPicture picture = await database.ReadAsync(
            "verify", place.ToString(),
            async (connection, token) =>
            {
                using NpgsqlCommand command = upkeep.On(connection.Command(_picture));
                return await LogPicture.ReadAsync(command, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false) ?? throw upkeep.ProjectNotFound();
        foreach (string cause in picture.Disagreements())
        {
            yield return OfRow(cause);
        }

        long read = 0;
        long sound = 0;
        bool isDamaged = false;
        long after = long.MinValue;
        long next = picture.Log.FirstSeq;
        while (picture.Log.LogId is { } logId)
        {
            life.ThrowIfEnded();
            SurveyPage? page = await ReadAsync(after, cancellationToken).ConfigureAwait(false);
            if (page?.LogId != logId)
            {
                // Deleted, or numbered anew: what was to be looked at is not there any more.
                break;
            }

            next = Math.Max(next, page.FirstSeq);
            foreach (SurveyedEntry entry in page.Entries)
            {
                if (entry.Seq > picture.Log.LastSeq && entry.Fault is null)
                {
                    // Appended since.
                    continue;
                }

                long end = Math.Min(entry.Seq - 1, picture.Log.LastSeq);
                if (picture.HasGaps && entry.Seq >= next && next <= end)
                {
                    yield return Missing(LogFaultKind.Gap, logId, next, end, entry.Seq, picture);
                }

                next = Math.Max(next, entry.Seq + 1);
                read += entry.Seq <= picture.Log.LastSeq ? entry.Size : 0;
                sound += entry.Fault is null ? 1 : 0;
                isDamaged |= !entry.IsEntry;
                if (entry.Fault is { } kind)
                {
                    string source = EntriesIn(logId, $"seq = {entry.Seq}");
                    yield return new(kind, source, null, null, entry.Size, entry.Seq, entry.Cause!);
                }
            }

            if (page.Entries.Count == 0 || page.Entries[^1].Seq == long.MaxValue)
            {
                if (picture.HasGaps && next <= picture.Log.LastSeq)
                {
                    yield return Missing(LogFaultKind.BelowHead, logId, next, picture.Log.LastSeq, null, picture);
                }

                break;
            }

            after = page.Entries[^1].Seq;
            progress?.Report(new(read, Math.Max(read, picture.SizeInBytes), sound));
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (!isDamaged && picture.SizeDisagreement is { } disagreement)
        {
            yield return OfRow(disagreement);
        }

        progress?.Report(new(picture.SizeInBytes, picture.SizeInBytes, sound));
    }

    private LogFault OfRow(string cause) => new(
        LogFaultKind.UnreadableHead, place.RowIn(database.Options.Schema), null, null, 0, null,
        $"the log's row disagrees with the entries: {cause}");

    private ValueTask<SurveyPage?> ReadAsync(long after, CancellationToken cancellationToken) => database.ReadAsync(
        "verify", place.ToString(),
        (connection, token) => SurveyPage.ReadAsync(connection, upkeep, _page, after, token),
        cancellationToken);

    private LogFault Missing(LogFaultKind kind, Guid logId, long first, long last, long? seq, LogPicture picture) => new(
        kind,
        EntriesIn(logId, $"seq between {first} and {last}"),
        null,
        null,
        0,
        seq,
        string.Create(
            CultureInfo.InvariantCulture,
            $"the entries {first} to {last} are not there, and the log's row counts {picture.Log.Count} entries where {picture.Entries} are: rows were removed by hand"));

    private string EntriesIn(Guid logId, string seqs) =>
        $"{database.Options.Schema}.entry where project_id = '{place.Project}' and log_id = '{logId}' and {seqs}";
}
