using Ledgerline.FileSystem;

namespace Ledgerline.Tests.Simulation;

/// <summary>
/// A random program, made from a seed, that several processes run on one simulated machine, one step after the other and
/// within each other's steps, while calls fail, processes are killed and the power goes. Derived classes say what a step
/// is and what must be there after each of these.
/// </summary>
internal abstract class SimulatedProgram : IDisposable
{
    private const int MaxNested = 2;

    private readonly Func<Disk, Disk> _wrap;
    private readonly SimulatedClock _clock = new();
    private readonly SimulatedProcess[] _processes;
    private readonly int _seed;
    private int _nested;
    private Exception? _nestedFailure;

    /// <param name="seed">The seed.</param>
    /// <param name="wrap">Puts a defect between the driver and the disk.</param>
    /// <param name="isClockWatched">Whether processes wait for the clock that files are stamped by.</param>
    protected SimulatedProgram(int seed, Func<Disk, Disk>? wrap, bool isClockWatched = false)
    {
        _seed = seed;
        _wrap = wrap ?? (static disk => disk);
        Random = new Random(seed);
        Machine = new SimulatedMachine(Random) { IsWatched = isClockWatched };
        IsBufferedToo = Random.Next(2) == 0;
        _processes = new SimulatedProcess[Random.Next(1, 4)];
    }

    /// <summary>What was done, in words.</summary>
    public List<string> Steps { get; } = [];

    protected Random Random { get; }

    protected SimulatedMachine Machine { get; }

    /// <summary>Whether some of the writes are not flushed.</summary>
    protected bool IsBufferedToo { get; }

    /// <summary>Whether the step runs within another one.</summary>
    protected bool IsNesting { get; private set; }

    /// <summary>Whether what is there must be found out by looking, before the next step.</summary>
    protected bool IsUncertain { get; set; }

    /// <summary>The process whose step is under way.</summary>
    protected SimulatedProcess? Busy { get; private set; }

    public void Dispose()
    {
        foreach (SimulatedProcess? process in _processes)
        {
            process?.Disk.Stop();
            process?.Dispose();
        }
    }

    /// <exception cref="ScenarioFailedException">A promise was broken.</exception>
    public void Run()
    {
        try
        {
            using (var setup = new SimulatedProcess("setup", Machine, _clock, Random, static disk => disk))
            {
                setup.CreateProject();
            }

            int steps = Random.Next(8, 40);
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
                $"Seed {_seed}: {failure.Message}\nReplay it with LEDGERLINE_SEED={_seed}. Steps:\n  {string.Join("\n  ", Steps)}\n{failure.StackTrace}",
                failure);
        }
    }

    /// <summary>One random operation of a process.</summary>
    protected abstract void Operate(SimulatedProcess process);

    /// <summary>What another process, or a reader in the same one, does between two calls of an operation.</summary>
    protected abstract void Meanwhile(SimulatedProcess outer, SimulatedProcess other, SimulatedCall call);

    /// <summary>Looks at what is there through a fresh process, checks it, and takes it as what is there.</summary>
    protected abstract void Resync(bool isPowerLoss);

    /// <summary>Has a fresh process recover what is there by a write, and checks that.</summary>
    protected abstract void CheckRecovery();

    /// <summary>Called before each call of an operation that others may come into.</summary>
    protected virtual void BeforeCall()
    {
    }

    /// <summary>Called when an operation has ended, one way or the other.</summary>
    protected virtual void AfterStep()
    {
    }

    protected SimulatedProcess Start(string name) => new(name, Machine, _clock, Random, _wrap);

    /// <summary>Notes an operation that failed: its effect is found out by looking.</summary>
    protected void Failed(string step, Exception failure)
    {
        IsUncertain = true;
        Steps.Add($"{step}: {failure.GetType().Name} {(failure is ProcessStoppedException ? "" : failure.Message)}");
        if (failure is not (StorageException or ProcessStoppedException))
        {
            throw new ScenarioFailedException($"{step}: {failure.Message}", failure);
        }
    }

    private void Step()
    {
        _clock.Advance(Random.Next(3) == 0 ? Random.Next(5) : 0);
        SimulatedProcess process = Process(Random.Next(_processes.Length));
        FaultPlan faults = process.Disk.Faults;
        faults.Rate = Random.Next(4) == 0 ? 0.03 : 0;
        faults.CallsLeft = Random.Next(6) == 0 ? Random.Next(Random.Next(2) == 0 ? 15 : 60) : null;
        bool isPowerLoss = Random.Next(2) == 0;
        _nested = 0;
        Busy = process;
        process.Disk.OnCall = Random.Next(3) == 0 ? call => Interleave(process, call) : null;
        try
        {
            Operate(process);
        }
        catch (ProcessStoppedException)
        {
            Steps.Add($"  {process.Name} was stopped");
        }

        if (_nestedFailure is not null)
        {
            throw new ScenarioFailedException($"in between: {_nestedFailure.Message}\n{_nestedFailure.StackTrace}", _nestedFailure);
        }

        Busy = null;
        process.Disk.OnCall = null;
        faults.Rate = 0;
        faults.CallsLeft = null;
        AfterStep();
        if (process.Disk.IsStopped && isPowerLoss)
        {
            LosePower("then");
        }
        else if (process.Disk.IsStopped || IsUncertain)
        {
            Resync(isPowerLoss: false);
            IsUncertain = false;
        }
        else if (Random.Next(25) == 0)
        {
            LosePower("between two steps");
        }

        if (Random.Next(20) == 0)
        {
            CheckRecovery();
        }
    }

    private void Interleave(SimulatedProcess outer, SimulatedCall call)
    {
        BeforeCall();
        if (IsNesting || _nested == MaxNested || IsUncertain || Random.Next(12) != 0)
        {
            return;
        }

        _nested++;
        IsNesting = true;
        try
        {
            SimulatedProcess other = Process(Random.Next(_processes.Length));
            (double rate, int? callsLeft) = (other.Disk.Faults.Rate, other.Disk.Faults.CallsLeft);
            other.Disk.Faults.Rate = 0;
            other.Disk.Faults.CallsLeft = null;
            Steps.Add($"  meanwhile, before {outer.Name}'s {call}:");
            Meanwhile(outer, other, call);
            (other.Disk.Faults.Rate, other.Disk.Faults.CallsLeft) = (rate, callsLeft);
        }
        catch (Exception e)
        {
            // The interrupted code must not be the one to deal with it.
            _nestedFailure ??= e;
        }
        finally
        {
            IsNesting = false;
            BeforeCall();
        }
    }

    private void LosePower(string when)
    {
        Steps.Add($"power is lost {when}");
        for (int i = 0; i < _processes.Length; i++)
        {
            _processes[i]?.Disk.Stop();
            _processes[i]?.Dispose();
            _processes[i] = null!;
        }

        Machine.LosePower();
        Resync(isPowerLoss: true);
        IsUncertain = false;
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
}
