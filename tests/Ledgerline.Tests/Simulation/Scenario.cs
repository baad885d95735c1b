using Ledgerline.Drivers;
using Ledgerline.FileSystem;

namespace Ledgerline.Tests.Simulation;

/// <summary>
/// A random program, made from a seed, that several processes run on one simulated machine: they append, truncate,
/// delete, seal, repair, read and follow, one step after the other and within each other's steps, while calls fail, processes are
/// killed and the power goes. After each of these the log is checked against a model.
/// </summary>
internal sealed class Scenario : IDisposable
{
    private const int MaxNested = 2;

    private readonly Random _random;
    private readonly Func<Disk, Disk> _wrap;
    private readonly SimulatedMachine _machine;
    private readonly SimulatedClock _clock = new();
    private readonly LogModel _model = new();
    private readonly List<string> _steps = [];
    private readonly SimulatedProcess[] _processes;
    private readonly RecoveryCheck _recovery;
    private readonly int _seed;
    private readonly bool _isBufferedToo;
    private int _payloads;
    private int _nested;
    private bool _isNesting;
    private bool _isUncertain;
    private Exception? _nestedFailure;
    private SimulatedProcess? _busy;
    private Attempt? _inFlight;

    public Scenario(int seed, Func<Disk, Disk>? wrap = null)
    {
        _seed = seed;
        _random = new Random(seed);
        _wrap = wrap ?? (static disk => disk);
        _machine = new SimulatedMachine(_random);
        _recovery = new RecoveryCheck(_machine, _model);
        _isBufferedToo = _random.Next(2) == 0;
        _processes = new SimulatedProcess[_random.Next(1, 4)];
    }

    /// <summary>Runs the program of a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="wrap">Puts a defect between the driver and the disk.</param>
    /// <returns>The steps.</returns>
    /// <exception cref="ScenarioFailedException">A promise was broken.</exception>
    public static IReadOnlyList<string> Run(int seed, Func<Disk, Disk>? wrap = null)
    {
        using var scenario = new Scenario(seed, wrap);
        scenario.Run();
        return scenario._steps;
    }

    public void Dispose()
    {
        foreach (SimulatedProcess? process in _processes)
        {
            process?.Disk.Stop();
            process?.Dispose();
        }
    }

    private void Run()
    {
        try
        {
            using (var setup = new SimulatedProcess("setup", _machine, _clock, _random, static disk => disk))
            {
                setup.CreateProject();
            }

            int steps = _random.Next(8, 40);
            for (int step = 0; step < steps; step++)
            {
                Step();
            }

            LosePower("at the end");
            CheckRecovery();
        }
        catch (Exception failure)
        {
            throw new ScenarioFailedException(
                $"Seed {_seed}: {failure.Message}\nReplay it with LEDGERLINE_SEED={_seed}. Steps:\n  {string.Join("\n  ", _steps)}\n{failure.StackTrace}",
                failure);
        }
    }

    private void Step()
    {
        _clock.Advance(_random.Next(3) == 0 ? _random.Next(5) : 0);
        SimulatedProcess process = Process(_random.Next(_processes.Length));
        FaultPlan faults = process.Disk.Faults;
        faults.Rate = _random.Next(4) == 0 ? 0.03 : 0;
        faults.CallsLeft = _random.Next(6) == 0 ? _random.Next(_random.Next(2) == 0 ? 15 : 60) : null;
        bool isPowerLoss = _random.Next(2) == 0;
        _nested = 0;
        _busy = process;
        process.Disk.OnCall = _random.Next(3) == 0 ? call => Interleave(process, call) : null;
        try
        {
            Operate(process);
        }
        catch (ProcessStoppedException)
        {
            _steps.Add($"  {process.Name} was stopped");
        }

        if (_nestedFailure is not null)
        {
            throw new ScenarioFailedException($"in between: {_nestedFailure.Message}\n{_nestedFailure.StackTrace}", _nestedFailure);
        }

        _busy = null;
        _inFlight = null;
        process.Disk.OnCall = null;
        faults.Rate = 0;
        faults.CallsLeft = null;
        if (process.Disk.IsStopped && isPowerLoss)
        {
            LosePower("then");
        }
        else if (process.Disk.IsStopped || _isUncertain)
        {
            Resync(isPowerLoss: false);
        }
        else if (_random.Next(25) == 0)
        {
            LosePower("between two steps");
        }

        if (_random.Next(20) == 0)
        {
            CheckRecovery();
        }
    }

    private void Operate(SimulatedProcess process)
    {
        if (_model.MayBeCompleted && _random.Next(2) == 0)
        {
            Delete(process);
            return;
        }

        switch (_random.Next(23))
        {
            case < 9:
                Append(process, _random.Next(2) == 0 ? 1 : _random.Next(2, 8), expected: null);
                break;
            case 9:
                Append(process, _random.Next(20, 60), expected: null);
                break;
            case 10:
                Append(process, 1, expected: _model.Last - _random.Next(2));
                break;
            case < 13:
                Truncate(process);
                break;
            case 13 when _random.Next(2) == 0:
                Delete(process);
                break;
            case < 16:
                Read(process, isQuiet: process.Disk.OnCall is null);
                break;
            case 20:
                // What is removed behind the append is looked at by nobody who knows only what was acknowledged.
                process.Disk.OnCall = null;
                Append(process, _random.Next(1, 6), expected: null, keep: _random.Next(2, 12));
                break;
            case 21 when _random.Next(3) == 0:
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
        bool isBuffered = _isBufferedToo && _random.Next(2) == 0;
        var attempt = new Attempt(
            [.. Enumerable.Range(0, count).Select(_ => Payload())], isBuffered ? Durability.Buffered : Durability.Flushed);
        _model.Try(attempt);
        string step = $"{process.Name} appends {count} {attempt.Durability} from {attempt.Payloads[0][6..10]}"
            + (expected is null ? "" : $" if the last is {expected}") + (keep is null ? "" : $" and keeps {keep}");
        LogRetention? retention = keep is null ? null : new() { MaxEntries = keep };
        _model.Keeping = keep;
        _isUncertain |= keep is not null;
        bool isOuter = !_isNesting;
        if (isOuter)
        {
            _inFlight = attempt;
        }

        try
        {
            AppendOutcome outcome = process.Log.Append(attempt.Batch(), new AppendTerms(expected < 0 ? 0 : expected, attempt.Durability, retention));
            _steps.Add($"{step}: {(outcome.IsConflict ? "conflict" : $"{outcome.FirstSeq} to {outcome.LastSeq}")}");
            // Also where nothing was appended: the append's recovery may have kept a whole last line, see below.
            _isUncertain |= outcome.IsConflict && outcome.LastSeq > _model.Last;
            if (!outcome.IsConflict)
            {
                LogModel.Require(!_model.IsCompleted, "a completed log took an append");
                LogModel.Require(outcome.LastSeq - outcome.FirstSeq + 1 == count, "the outcome has another count than the batch");
                LogModel.Require(expected is null || outcome.FirstSeq == Math.Max(0, expected.Value) + 1, "an append went through though the log had moved on");

                // The append's recovery may have kept a whole last line that readers did not see yet: it lacked its newline.
                _isUncertain |= outcome.FirstSeq > _model.Last + 1;
                _model.Acknowledge(attempt, outcome.FirstSeq);
            }
        }
        catch (LogCompletedException) when (_model.MayBeCompleted)
        {
            _steps.Add($"{step}: refused, the log is completed");
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
        _isUncertain = true;
        try
        {
            process.Log.CompleteAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
            _steps.Add(step);
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
        _isUncertain = true;
        try
        {
            LogRepairResult result = process.Log.RepairAsync(new(), CancellationToken.None).AsTask().GetAwaiter().GetResult();
            _steps.Add($"{step}: {result}");
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

        long seq = _random.Next(4) == 0 ? _model.Last : _random.NextInt64(_model.First - 1, _model.Last + 1);
        string step = $"{process.Name} truncates up to {seq}";
        _model.TruncatingTo = seq;
        try
        {
            long removed = process.Log.TruncateBeforeAsync(seq, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            _steps.Add($"{step}: {removed}");
            _model.AcknowledgeTruncation(seq, removed);
            _model.TruncatingTo = null;
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
            _steps.Add(step);
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
            _steps.Add($"{step}: {observed.Count}");
            _model.Check(observed, Math.Min(required, _model.Last), oldestFirst);
            LogModel.Require(
                !isQuiet || observed.Count == _model.Numbers.Count(), $"{observed.Count} entries were read, {_model.Numbers.Count()} are there");
            LogModel.Require(
                process != _busy || _inFlight is null || observed.All(entry => !_inFlight.Payloads.Contains(entry.Payload)),
                "a reader in the appending process was given what is not acknowledged yet");
        }
        catch (StorageException) when (process.Disk.Faults.Count > 0)
        {
            _steps.Add($"{step}: failed");
        }
    }

    private void Follow(SimulatedProcess process, bool isQuiet)
    {
        string step = $"{process.Name} follows";
        ScenarioFollower? follower = null;
        try
        {
            List<ScenarioFollower> idle = [.. process.Followers.Where(static f => !f.IsBusy)];
            if (idle.Count == 0 || _random.Next(6) == 0)
            {
                long since = _random.Next(2) == 0 ? 0 : _model.Last;
                follower = new ScenarioFollower(process.Log.OpenFollower(since, onSkipped: null), since);
                process.Followers.Add(follower);
            }

            follower ??= idle[_random.Next(idle.Count)];
            bool goesOn = follower.Follow(_model, isQuiet, _random.Next(2) == 0 ? 3 : 1000);
            _steps.Add($"{step} to {follower.Last}");
            if (!goesOn)
            {
                process.Followers.Remove(follower);
                follower.Dispose();
            }
        }
        catch (StorageException) when (process.Disk.Faults.Count > 0)
        {
            _steps.Add($"{step}: failed");
        }
        catch (Exception e) when (e is LogRewoundException or LogTruncatedException && !isQuiet && follower is null)
        {
            _steps.Add($"{step}: {e.GetType().Name}");
        }
    }

    /// <summary>Lets another process, or a reader in the same one, do something between two calls of an operation.</summary>
    private void Interleave(SimulatedProcess outer, SimulatedCall call)
    {
        if (_isNesting || _nested == MaxNested || _isUncertain || _random.Next(12) != 0)
        {
            return;
        }

        _nested++;
        _isNesting = true;
        try
        {
            SimulatedProcess other = Process(_random.Next(_processes.Length));
            (double rate, int? callsLeft) = (other.Disk.Faults.Rate, other.Disk.Faults.CallsLeft);
            other.Disk.Faults.Rate = 0;
            other.Disk.Faults.CallsLeft = null;
            _steps.Add($"  meanwhile, before {outer.Name}'s {call}:");
            bool canWrite = other != outer && !_machine.IsLockHeld && !_model.MayBeDeleted && _model.TruncatingTo is null;
            switch (_random.Next(canWrite ? 4 : 2))
            {
                case 0 when call != SimulatedCall.Unlock || other != outer:
                    Read(other, isQuiet: false);
                    break;
                case 1:
                    Follow(other, isQuiet: false);
                    break;
                case 2:
                    Append(other, _random.Next(1, 4), expected: null);
                    break;
                case 3 when _inFlight is null:
                    Truncate(other);
                    break;
                default:
                    break;
            }

            (other.Disk.Faults.Rate, other.Disk.Faults.CallsLeft) = (rate, callsLeft);
        }
        catch (Exception e)
        {
            // The interrupted code must not be the one to deal with it.
            _nestedFailure ??= e;
        }
        finally
        {
            _isNesting = false;
        }
    }

    /// <summary>Notes an operation that failed: its effect is found out by looking.</summary>
    private void Failed(string step, Exception failure)
    {
        _isUncertain = true;
        _steps.Add($"{step}: {failure.GetType().Name} {(failure is ProcessStoppedException ? "" : failure.Message)}");
        if (failure is not (StorageException or ProcessStoppedException))
        {
            throw new ScenarioFailedException($"{step}: {failure.Message}", failure);
        }
    }

    private void LosePower(string when)
    {
        _steps.Add($"power is lost {when}");
        for (int i = 0; i < _processes.Length; i++)
        {
            _processes[i]?.Disk.Stop();
            _processes[i]?.Dispose();
            _processes[i] = null!;
        }

        _machine.LosePower();
        Resync(isPowerLoss: true);
    }

    /// <summary>Looks at the log through a fresh process, checks it, and takes it as what is there.</summary>
    private void Resync(bool isPowerLoss)
    {
        bool wasDeleting = _model.MayBeDeleted;
        using SimulatedProcess observer = Start("observer");
        LogInfo info = observer.Info();
        IReadOnlyList<ObservedEntry> observed = observer.ReadAll();
        long required = isPowerLoss ? _model.Flushed : _model.Last;
        _steps.Add($"there is {info.FirstSeq} to {info.LastSeq}, at least {required} must be");
        _model.Check(observed, required, isPowerLoss ? _model.DurableFirst : _model.First);
        LogModel.Require(wasDeleting || info.LastSeq >= required, $"the count fell to {info.LastSeq}, {required} was acknowledged");
        _model.AdoptSeal(info.IsCompleted, isPowerLoss);
        LogModel.Require(observed.Count == 0 || observed[^1].Seq == info.LastSeq, $"the last is said to be {info.LastSeq}, and another one is read");
        _model.Adopt(observed, info.LastSeq, isPowerLoss);
        _isUncertain = false;
        if (wasDeleting)
        {
            // Half a deletion may still come undone: whoever wanted it gone tries again.
            Delete(observer);
        }
    }

    private void CheckRecovery()
    {
        if (_model.MayBeCompleted)
        {
            // It takes no append.
            return;
        }

        using SimulatedProcess process = Start("recovery");
        Attempt attempt = new([Payload()], Durability.Flushed);
        _model.Try(attempt);
        _steps.Add(_recovery.Check(process, attempt));
    }

    private SimulatedProcess Process(int index)
    {
        if (_processes[index] is null || _processes[index].Disk.IsStopped)
        {
            _processes[index]?.Dispose();
            _processes[index] = Start($"process {(char)('A' + index)}");
        }

        return _processes[index];
    }

    private SimulatedProcess Start(string name) => new(name, _machine, _clock, _random, _wrap);

    private string Payload()
    {
        int size = _random.Next(10) switch
        {
            < 6 => _random.Next(60),
            < 9 => _random.Next(700),
            _ => _random.Next(3000),
        };
        _payloads++;
        return $"{{\"id\":{1000 + _payloads},\"text\":\"{new string((char)('a' + (_payloads % 26)), size)}\"}}";
    }
}
