using Ledgerline.Drivers;
using Ledgerline.FileSystem;

namespace Ledgerline.Tests.Simulation;

/// <summary>
/// Processes append to one log, truncate, delete, seal, repair, read and follow it. After each failure the log is checked
/// against a model.
/// </summary>
internal sealed class Scenario : SimulatedProgram
{
    private readonly LogModel _model = new();
    private readonly RecoveryCheck _recovery;
    private int _payloads;
    private Attempt? _inFlight;

    public Scenario(int seed, Func<Disk, Disk>? wrap = null)
        : base(seed, wrap) => _recovery = new RecoveryCheck(Machine, _model);

    /// <summary>Runs the program of a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="wrap">Puts a defect between the driver and the disk.</param>
    /// <returns>The steps.</returns>
    /// <exception cref="ScenarioFailedException">A promise was broken.</exception>
    public static IReadOnlyList<string> Run(int seed, Func<Disk, Disk>? wrap = null)
    {
        using var scenario = new Scenario(seed, wrap);
        scenario.Run();
        return scenario.Steps;
    }

    protected override void Operate(SimulatedProcess process)
    {
        if (_model.MayBeCompleted && Random.Next(2) == 0)
        {
            Delete(process);
            return;
        }

        switch (Random.Next(23))
        {
            case < 9:
                Append(process, Random.Next(2) == 0 ? 1 : Random.Next(2, 8), expected: null);
                break;
            case 9:
                Append(process, Random.Next(20, 60), expected: null);
                break;
            case 10:
                Append(process, 1, expected: _model.Last - Random.Next(2));
                break;
            case < 13:
                Truncate(process);
                break;
            case 13 when Random.Next(2) == 0:
                Delete(process);
                break;
            case < 16:
                Read(process, isQuiet: process.Disk.OnCall is null);
                break;
            case 20:
                // What is removed behind the append is looked at by nobody who knows only what was acknowledged.
                process.Disk.OnCall = null;
                Append(process, Random.Next(1, 6), expected: null, keep: Random.Next(2, 12));
                break;
            case 21 when Random.Next(3) == 0:
                Complete(process);
                break;
            case 22:
                Repair(process);
                break;
            default:
                Follow(process, isQuiet: process.Disk.OnCall is null);
                break;
        }
    }

    private void Append(SimulatedProcess process, int count, long? expected, int? keep = null)
    {
        bool isBuffered = IsBufferedToo && Random.Next(2) == 0;
        var attempt = new Attempt(
            [.. Enumerable.Range(0, count).Select(_ => Payload())], isBuffered ? Durability.Buffered : Durability.Flushed);
        _model.Try(attempt);
        string step = $"{process.Name} appends {count} {attempt.Durability} from {attempt.Payloads[0][6..10]}"
            + (expected is null ? "" : $" if the last is {expected}") + (keep is null ? "" : $" and keeps {keep}");
        LogRetention? retention = keep is null ? null : new() { MaxEntries = keep };
        _model.Keeping = keep;
        IsUncertain |= keep is not null;
        bool isOuter = !IsNesting;
        if (isOuter)
        {
            _inFlight = attempt;
        }

        try
        {
            AppendOutcome outcome = process.Log.Append(attempt.Batch(), new AppendTerms(expected < 0 ? 0 : expected, attempt.Durability, retention));
            Steps.Add($"{step}: {(outcome.IsConflict ? "conflict" : $"{outcome.FirstSeq} to {outcome.LastSeq}")}");
            // Also where nothing was appended: the append's recovery may have kept a whole last line, see below.
            IsUncertain |= outcome.IsConflict && outcome.LastSeq > _model.Last;
            if (!outcome.IsConflict)
            {
                LogModel.Require(!_model.IsCompleted, "a completed log took an append");
                LogModel.Require(outcome.LastSeq - outcome.FirstSeq + 1 == count, "the outcome has another count than the batch");
                LogModel.Require(expected is null || outcome.FirstSeq == Math.Max(0, expected.Value) + 1, "an append went through though the log had moved on");

                // The append's recovery may have kept a whole last line that readers did not see yet: it lacked its newline.
                IsUncertain |= outcome.FirstSeq > _model.Last + 1;
                _model.Acknowledge(attempt, outcome.FirstSeq);
            }
        }
        catch (LogCompletedException) when (_model.MayBeCompleted)
        {
            Steps.Add($"{step}: refused, the log is completed");
        }
        catch (Exception e)
        {
            Failed(step, e);
        }
    }

    private void Complete(SimulatedProcess process)
    {
        string step = $"{process.Name} completes";
        _model.MayBeCompleted = true;
        IsUncertain = true;
        try
        {
            process.Log.CompleteAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
            Steps.Add(step);
            _model.AcknowledgeCompletion();
        }
        catch (Exception e)
        {
            Failed(step, e);
        }
    }

    /// <summary>A repair of what is not damaged does no more than recovery, whatever happens in it.</summary>
    private void Repair(SimulatedProcess process)
    {
        string step = $"{process.Name} repairs";
        IsUncertain = true;
        try
        {
            LogRepairResult result = process.Log.RepairAsync(new(), CancellationToken.None).AsTask().GetAwaiter().GetResult();
            Steps.Add($"{step}: {result}");
        }
        catch (Exception e)
        {
            Failed(step, e);
        }
    }

    private void Truncate(SimulatedProcess process)
    {
        if (_model.Last == 0)
        {
            return;
        }

        long seq = Random.Next(4) == 0 ? _model.Last : Random.NextInt64(_model.First - 1, _model.Last + 1);
        string step = $"{process.Name} truncates up to {seq}";
        _model.TruncatingTo = seq;
        try
        {
            long removed = process.Log.TruncateBeforeAsync(seq, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            Steps.Add($"{step}: {removed}");
            _model.AcknowledgeTruncation(seq, removed);
            _model.TruncatingTo = null;

            // As an append's, a truncation's recovery may have kept a whole last line that lacked its newline.
            using SimulatedProcess observer = Start("observer");
            IsUncertain |= observer.Info().LastSeq > _model.Last;
        }
        catch (Exception e)
        {
            Failed(step, e);
        }
    }

    private void Delete(SimulatedProcess process)
    {
        string step = $"{process.Name} deletes";
        _model.MayBeDeleted = true;
        try
        {
            process.Log.DeleteAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
            Steps.Add(step);
            _model.AcknowledgeDeletion();
            _model.MayBeDeleted = false;
            _recovery.Forget();
        }
        catch (Exception e)
        {
            Failed(step, e);
        }
    }

    private void Read(SimulatedProcess process, bool isQuiet)
    {
        string step = $"{process.Name} reads";
        long required = _model.Last;
        long oldestFirst = _model.First;
        try
        {
            IReadOnlyList<ObservedEntry> observed = process.ReadAll();
            Steps.Add($"{step}: {observed.Count}");
            _model.Check(observed, Math.Min(required, _model.Last), oldestFirst);
            LogModel.Require(
                !isQuiet || observed.Count == _model.Numbers.Count(), $"{observed.Count} entries were read, {_model.Numbers.Count()} are there");
            LogModel.Require(
                process != Busy || _inFlight is null || observed.All(entry => !_inFlight.Payloads.Contains(entry.Payload)),
                "a reader in the appending process was given what is not acknowledged yet");
        }
        catch (StorageException) when (process.Disk.Faults.Count > 0)
        {
            Steps.Add($"{step}: failed");
        }
    }

    private void Follow(SimulatedProcess process, bool isQuiet)
    {
        string step = $"{process.Name} follows";
        ScenarioFollower? follower = null;
        try
        {
            List<ScenarioFollower> idle = [.. process.Followers.Where(static f => !f.IsBusy)];
            if (idle.Count == 0 || Random.Next(6) == 0)
            {
                long since = Random.Next(2) == 0 ? 0 : _model.Last;
                follower = new ScenarioFollower(process.Log.OpenFollower(since, onSkipped: null), since);
                process.Followers.Add(follower);
            }

            follower ??= idle[Random.Next(idle.Count)];
            bool goesOn = follower.Follow(_model, isQuiet, Random.Next(2) == 0 ? 3 : 1000);
            Steps.Add($"{step} to {follower.Last}");
            if (!goesOn)
            {
                process.Followers.Remove(follower);
                follower.Dispose();
            }
        }
        catch (StorageException) when (process.Disk.Faults.Count > 0)
        {
            Steps.Add($"{step}: failed");
        }
        catch (Exception e) when (e is LogRewoundException or LogTruncatedException && !isQuiet && follower is null)
        {
            Steps.Add($"{step}: {e.GetType().Name}");
        }
    }

    protected override void Meanwhile(SimulatedProcess outer, SimulatedProcess other, SimulatedCall call)
    {
        bool canWrite = other != outer && !Machine.IsLockHeld && !_model.MayBeDeleted && _model.TruncatingTo is null;
        switch (Random.Next(canWrite ? 4 : 2))
        {
            case 0 when call != SimulatedCall.Unlock || other != outer:
                Read(other, isQuiet: false);
                break;
            case 1:
                Follow(other, isQuiet: false);
                break;
            case 2:
                Append(other, Random.Next(1, 4), expected: null);
                break;
            case 3 when _inFlight is null:
                Truncate(other);
                break;
            default:
                break;
        }
    }

    protected override void AfterStep() => _inFlight = null;

    protected override void Resync(bool isPowerLoss)
    {
        bool wasDeleting = _model.MayBeDeleted;
        using SimulatedProcess observer = Start("observer");
        LogInfo info = observer.Info();
        IReadOnlyList<ObservedEntry> observed = observer.ReadAll();
        long required = isPowerLoss ? _model.Flushed : _model.Last;
        Steps.Add($"there is {info.FirstSeq} to {info.LastSeq}, at least {required} must be");
        _model.Check(observed, required, isPowerLoss ? _model.DurableFirst : _model.First);
        LogModel.Require(wasDeleting || info.LastSeq >= required, $"the count fell to {info.LastSeq}, {required} was acknowledged");
        _model.AdoptSeal(info.IsCompleted, isPowerLoss);
        LogModel.Require(observed.Count == 0 || observed[^1].Seq == info.LastSeq, $"the last is said to be {info.LastSeq}, and another one is read");
        _model.Adopt(observed, info.LastSeq, isPowerLoss);
        IsUncertain = false;
        if (wasDeleting)
        {
            // Half a deletion may still come undone: whoever wanted it gone tries again.
            Delete(observer);
        }
    }

    protected override void CheckRecovery()
    {
        if (_model.MayBeCompleted)
        {
            // It takes no append.
            return;
        }

        using SimulatedProcess process = Start("recovery");
        Attempt attempt = new([Payload()], Durability.Flushed);
        _model.Try(attempt);
        Steps.Add(_recovery.Check(process, attempt));
    }

    private string Payload()
    {
        int size = Random.Next(10) switch
        {
            < 6 => Random.Next(60),
            < 9 => Random.Next(700),
            _ => Random.Next(3000),
        };
        _payloads++;
        return $"{{\"id\":{1000 + _payloads},\"text\":\"{new string((char)('a' + (_payloads % 26)), size)}\"}}";
    }
}
