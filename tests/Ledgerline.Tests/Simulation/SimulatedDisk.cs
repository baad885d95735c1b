using Ledgerline.FileSystem;

namespace Ledgerline.Tests.Simulation;

/// <summary>A simulated machine's disk as one process uses it. The process can be stopped between any two calls.</summary>
internal sealed class SimulatedDisk(SimulatedMachine machine, FaultPlan faults) : Disk
{
    private readonly List<SimulatedFile> _open = [];

    /// <summary>Called before each call: what other processes do meanwhile.</summary>
    public Action<SimulatedCall>? OnCall { get; set; }

    public FaultPlan Faults { get; } = faults;

    public SimulatedMachine Machine { get; } = machine;

    public bool IsStopped { get; private set; }

    public override long Now => Machine.Now;

    /// <summary>How many files the process holds open.</summary>
    public int OpenFiles => _open.Count;

    /// <summary>Kills the process: its locks are released, and no later call has an effect.</summary>
    public void Stop()
    {
        if (!IsStopped)
        {
            foreach (SimulatedFile file in _open.ToList())
            {
                file.Dispose();
            }

            IsStopped = true;
        }
    }

    public override DiskFile? Open(string path, DiskOpen how)
    {
        SimulatedNode? node = Machine.Find(path);
        bool creates = node is null && how is (DiskOpen.Create or DiskOpen.CreateNew);
        Call(creates ? SimulatedCall.Create : SimulatedCall.Open, path);
        node = Machine.Find(path);
        if (node is not null && how == DiskOpen.CreateNew)
        {
            throw LinuxError.Exception("open", path, LinuxError.Exists);
        }

        if (node is null)
        {
            if (how is DiskOpen.Read or DiskOpen.ReadWrite || Machine.Find(Path.GetDirectoryName(path)!) is null)
            {
                return how == DiskOpen.CreateNew ? throw LinuxError.Exception("open", path, LinuxError.NotFound) : null;
            }

            node = Machine.Create(path, isDirectory: false);
        }

        return Opened(node, path);
    }

    public override DiskFile? OpenDirectory(string path)
    {
        Call(SimulatedCall.Open, path);
        return Machine.Find(path) is { IsDirectory: true } node ? Opened(node, path) : null;
    }

    public override FileStatus? Status(string path)
    {
        Call(SimulatedCall.Status, path);
        return Machine.Find(path) is { } node ? SimulatedMachine.Status(node) : null;
    }

    public override void Rename(string source, string target)
    {
        Call(SimulatedCall.Rename, target);
        if (Machine.Find(source) is null)
        {
            throw LinuxError.Exception("move", source, LinuxError.NotFound);
        }

        Machine.Rename(source, target);
    }

    public override bool Delete(string path)
    {
        Call(SimulatedCall.Delete, path);
        if (Machine.Find(path) is null)
        {
            return false;
        }

        Machine.Delete(path);
        return true;
    }

    public override bool CreateDirectory(string path)
    {
        Call(SimulatedCall.CreateDirectory, path);
        if (Machine.Find(path) is not null)
        {
            return false;
        }

        if (Machine.Find(Path.GetDirectoryName(path)!) is null)
        {
            throw LinuxError.Exception("make the directory", path, LinuxError.NotFound);
        }

        Machine.Create(path, isDirectory: true);
        return true;
    }

    public override void FlushDirectory(string path)
    {
        Call(SimulatedCall.FlushDirectory, path);
        Machine.FlushNames(path);
    }

    public override bool TryRemoveDirectory(string path)
    {
        Call(SimulatedCall.RemoveDirectory, path);
        if (Machine.Find(path) is null)
        {
            return true;
        }

        if (Machine.List(path) is not { Count: 0 })
        {
            return false;
        }

        Machine.Delete(path);
        return true;
    }

    public override IEnumerable<DirectoryEntry>? List(string path)
    {
        Call(SimulatedCall.List, path);
        return Machine.List(Path.TrimEndingDirectorySeparator(path));
    }

    /// <summary>None: a scenario's followers look when its program says so.</summary>
    public override DirectoryNotifier? TryOpenNotifier(INotificationTarget target) => null;

    public void Close(SimulatedFile file)
    {
        if (_open.Remove(file))
        {
            Machine.Release(file.Node);
        }
    }

    /// <summary>Begins a call: lets others run, and stops the process or fails the call where that is planned.</summary>
    /// <param name="call">The kind of call.</param>
    /// <param name="path">The file.</param>
    /// <param name="onFailure">What the call does before it fails; told whether the process is stopped.</param>
    public void Call(SimulatedCall call, string path, Action<bool>? onFailure = null)
    {
        ThrowIfStopped();
        OnCall?.Invoke(call);
        ThrowIfStopped();
        if (Faults.Spared == 0 && Faults.CallsLeft is { } left && (Faults.CallsLeft = left - 1) < 0)
        {
            onFailure?.Invoke(true);
            Stop();
            throw new ProcessStoppedException();
        }

        if (Faults.Next(call, path) is { } failure)
        {
            onFailure?.Invoke(false);
            throw failure;
        }
    }

    private SimulatedFile Opened(SimulatedNode node, string path)
    {
        var file = new SimulatedFile(this, node, path);
        _open.Add(file);
        Machine.Reference(node);
        return file;
    }

    private void ThrowIfStopped()
    {
        if (IsStopped)
        {
            throw new ProcessStoppedException();
        }
    }
}
