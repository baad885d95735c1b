using Ledgerline.Drivers;

namespace Ledgerline.Tests.Simulation;

/// <summary>Makes a fresh process recover the log by an append, and sees to it that nothing was dropped silently.</summary>
internal sealed class RecoveryCheck(SimulatedMachine machine, LogModel model)
{
    private readonly List<byte[]> _cut = [];

    /// <summary>Forgets what must be in the quarantine: the log was deleted, and the quarantine with it.</summary>
    public void Forget() => _cut.Clear();

    /// <returns>What happened, in words.</returns>
    public string Check(SimulatedProcess process, Attempt attempt)
    {
        byte[] before = machine.Content(SimulatedProcess.LogPath);
        long committed = process.Info().SizeInBytes;
        AppendOutcome outcome = process.Log.Append(attempt.Batch(), new AppendTerms(null, attempt.Durability, null));
        byte[] after = machine.Content(SimulatedProcess.LogPath);
        bool keptLastLine = outcome.FirstSeq > model.Last + 1;
        byte[] quarantine = machine.Content(SimulatedProcess.LogPath + ".quarantine");
        if (keptLastLine)
        {
            LogModel.Require(
                after.Length > before.Length && after.AsSpan().StartsWith(before) && after[before.Length] == '\n',
                "recovery kept more than the last line that lacks its newline");
        }
        else if (committed < before.Length)
        {
            byte[] cut = before[(int)committed..];
            LogModel.Require(quarantine.AsSpan().EndsWith(cut), $"{cut.Length} bytes that recovery cut are not in the quarantine");
            _cut.Add(cut);
        }

        foreach (byte[] cut in _cut)
        {
            LogModel.Require(quarantine.AsSpan().IndexOf(cut) >= 0, $"{cut.Length} bytes that recovery once cut have left the quarantine");
        }

        LogInfo now = process.Info();
        LogModel.Require(
            now.SizeInBytes == after.Length,
            $"the log ends at {now.SizeInBytes} with seq {now.LastSeq} after recovery has appended {outcome.LastSeq}, and the file at {after.Length}");
        IReadOnlyList<ObservedEntry> observed = process.ReadAll();
        model.Check(observed, model.Last, model.First);
        LogModel.Require(observed[^1].Payload == attempt.Payloads[0] && observed[^1].Seq == outcome.LastSeq, "the append after recovery is not the last entry");
        model.Adopt(observed, outcome.LastSeq, isDurable: true);
        return $"recovery keeps {committed} of {before.Length} bytes and appends {outcome.LastSeq}";
    }
}
