using System.Text;
using Ledgerline.FileSystem;
using Ledgerline.Tests.Simulation.Files;

namespace Ledgerline.Tests.Simulation.Blobs;

/// <summary>
/// Processes write, compare and set, delete, read and list blobs, some of which share directories that come and go with
/// them. After each failure every blob is compared with what was acknowledged and tried.
/// </summary>
internal sealed class BlobScenario : SimulatedProgram
{
    private const string Root = $"{SimulatedProcess.Root}/projects/p";

    private static readonly string[] Paths = ["a", "dir/a", "dir/deep/a", "dir/deep/b"];

    private readonly FileModel[] _blobs;
    private readonly Dictionary<FileModel, List<string?>> _samples = [];
    private readonly List<string[]> _sampledPaths = [];
    private int _contents;

    public BlobScenario(int seed, Func<Disk, Disk>? wrap = null)
        : base(seed, wrap, isClockWatched: true) => _blobs = [.. Paths.Select(path => new FileModel(Machine, $"{Root}/{path}", path))];

    /// <summary>Runs the program of a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="wrap">Puts a defect between the driver and the disk.</param>
    /// <returns>The steps.</returns>
    /// <exception cref="ScenarioFailedException">A promise was broken.</exception>
    public static IReadOnlyList<string> Run(int seed, Func<Disk, Disk>? wrap = null)
    {
        using var scenario = new BlobScenario(seed, wrap);
        scenario.Run();
        return scenario.Steps;
    }

    protected override void Operate(SimulatedProcess process)
    {
        _samples.Clear();
        _sampledPaths.Clear();
        BeforeCall();
        switch (Random.Next(14))
        {
            case < 6:
                Write(process, AnyBlob());
                break;
            case < 9:
                Delete(process, AnyBlob());
                break;
            case < 12:
                Read(process, AnyBlob());
                break;
            default:
                List(process);
                break;
        }
    }

    protected override void Meanwhile(SimulatedProcess outer, SimulatedProcess other, SimulatedCall call)
    {
        FileModel blob = AnyBlob();
        Array.ForEach(_blobs, static b => b.Look());
        bool canWrite = other != outer && !Machine.IsLockHeld;
        switch (Random.Next(canWrite ? 4 : 2))
        {
            case 0:
                Read(other, blob);
                break;
            case 1:
                List(other);
                break;
            case 2:
                Delete(other, blob);
                break;
            default:
                Write(other, blob);
                break;
        }
    }

    protected override void BeforeCall()
    {
        foreach (FileModel blob in _blobs)
        {
            if (!_samples.TryGetValue(blob, out List<string?>? seen))
            {
                _samples.Add(blob, seen = []);
            }

            if (seen.Count == 0 || seen[^1] != blob.File)
            {
                seen.Add(blob.File);
            }
        }

        _sampledPaths.Add([.. _blobs.Where(static b => b.File is not null).Select(static b => b.Key)]);
    }

    protected override void AfterStep() => Array.ForEach(_blobs, static blob => blob.Look());

    protected override void Resync(bool isPowerLoss)
    {
        if (isPowerLoss)
        {
            Array.ForEach(_blobs, static blob => blob.LosePower());
        }

        using SimulatedProcess observer = Start("observer");
        BlobStore files = observer.Project.Files;
        string[] listed = [.. Await(files.ListAsync().ToArrayAsync().AsTask()).Order(StringComparer.Ordinal)];
        string[] there = [.. _blobs.Where(static b => b.Visible is not null).Select(static b => b.Key).Order(StringComparer.Ordinal)];
        LogModel.Require(listed.SequenceEqual(there), $"{string.Join(' ', listed)} are listed, {string.Join(' ', there)} are there");
        foreach (FileModel blob in _blobs)
        {
            Require(blob, Await(files.ReadAllBytesAsync(blob.Key).AsTask()), [blob.Visible]);
            LogModel.Require(Await(files.ExistsAsync(blob.Key).AsTask()) == blob.Visible is not null, $"{blob.Path}: whether it exists is told wrongly");
        }
    }

    protected override void CheckRecovery()
    {
        using SimulatedProcess process = Start("recovery");
        Write(process, AnyBlob(), PutCondition.Always, Durability.Flushed);
        string[] left = [.. Machine.FilesBelow(Root).Where(static path => SimulatedMachine.IsTemporary(path) && !IsCompanion(path))];
        LogModel.Require(left.Length == 0, $"{string.Join(", ", left)} are left, and nobody is writing");
        Steps.Add("recovery writes, and nothing unfinished is left");

        static bool IsCompanion(string path) => path.Contains(".jsonl", StringComparison.Ordinal);
    }

    private void Write(SimulatedProcess process, FileModel blob)
    {
        PutCondition condition = Random.Next(6) switch
        {
            0 => PutCondition.IfAbsent,
            1 or 2 when blob.VisibleVersion.ETag is { } etag => PutCondition.IfMatch(etag),
            3 when blob.Before?.ETag is { } before => PutCondition.IfMatch(before),
            _ => PutCondition.Always,
        };
        Write(process, blob, condition, IsBufferedToo && Random.Next(2) == 0 ? Durability.Buffered : Durability.Flushed);
    }

    private void Write(SimulatedProcess process, FileModel blob, PutCondition condition, Durability durability)
    {
        string content = Content();
        FileWrite write = blob.Begin(durability);
        write.Try(content);
        string step = $"{process.Name} writes {durability} {content.Length} as {blob.Key} {condition}";
        bool isStream = Random.Next(2) == 0;
        try
        {
            byte[] bytes = Encoding.UTF8.GetBytes(content);
            BlobWriteResult result = Await(isStream
                ? process.Project.Files.WriteAsync(blob.Key, new MemoryStream(bytes), condition, durability).AsTask()
                : process.Project.Files.WriteAsync(blob.Key, bytes, condition, durability).AsTask());
            Steps.Add($"{step}: {result.GetType().Name}");
            if (result is BlobWriteResult.Stored(var etag))
            {
                blob.Acknowledge(write);
                write.Effect!.ETag = etag;
                LogModel.Require(
                    condition.MustBeAbsent ? write.Before!.Content is null : condition.ETag is null || write.Before!.ETag is null || write.Before.ETag == condition.ETag,
                    $"{step}: stored over another version than the condition's");
            }
            else
            {
                blob.Abandon(write);
                LogModel.Require(
                    condition != PutCondition.Always && (!condition.MustBeAbsent || Seen(blob).Any(static seen => seen is not null)),
                    $"{step}: a conflict with what was never there");
            }
        }
        catch (Exception e)
        {
            blob.Fail(write);
            Failed(step, e);
        }
    }

    private void Delete(SimulatedProcess process, FileModel blob)
    {
        string? etag = Random.Next(2) == 0 ? blob.VisibleVersion.ETag : Random.Next(3) == 0 ? blob.Before?.ETag : null;
        string step = $"{process.Name} deletes {blob.Key}{(etag is null ? "" : " of a version")}";
        FileWrite write = blob.Begin(Durability.Flushed);
        write.Try(null);
        try
        {
            BlobDeleteResult result = Await(process.Project.Files.DeleteAsync(blob.Key, etag).AsTask());
            Steps.Add($"{step}: {result.GetType().Name}");
            if (result is BlobDeleteResult.Deleted)
            {
                blob.Acknowledge(write);
                LogModel.Require(
                    write.Before!.Content is not null && (etag is null || write.Before.ETag is null || write.Before.ETag == etag),
                    $"{step}: deleted another version");
                return;
            }

            blob.Abandon(write);
            LogModel.Require(
                result is not BlobDeleteResult.NotFound || Seen(blob).Contains(null), $"{step}: not found, and it was there all the time");
        }
        catch (Exception e)
        {
            blob.Fail(write);
            Failed(step, e);
        }
    }

    private void Read(SimulatedProcess process, FileModel blob)
    {
        string step = $"{process.Name} reads {blob.Key}";
        try
        {
            byte[]? read = Await(process.Project.Files.ReadAllBytesAsync(blob.Key).AsTask());
            Steps.Add($"{step}: {read?.Length}");
            Require(blob, read, Seen(blob));
        }
        catch (StorageException) when (process.Disk.Faults.Count > 0)
        {
            Steps.Add($"{step}: failed");
        }
    }

    private void List(SimulatedProcess process)
    {
        string step = $"{process.Name} lists";
        int from = IsNesting ? _sampledPaths.Count : 0;
        try
        {
            string[] listed = Await(process.Project.Files.ListAsync().ToArrayAsync().AsTask());
            Steps.Add($"{step}: {string.Join(' ', listed.Order(StringComparer.Ordinal))}");
            BeforeCall();
            IEnumerable<string[]> samples = _sampledPaths.Skip(from);
            LogModel.Require(
                listed.Distinct().Count() == listed.Length
                    && samples.Aggregate(static (a, b) => [.. a.Intersect(b)]).All(listed.Contains)
                    && listed.All(path => samples.Any(sample => sample.Contains(path))),
                $"{step}: {string.Join(' ', listed)}; there were {string.Join(" | ", samples.Select(static s => string.Join(' ', s)))}");
        }
        catch (StorageException) when (process.Disk.Faults.Count > 0)
        {
            Steps.Add($"{step}: failed");
        }
    }

    /// <summary>What the file was during the step; within another one, what it is.</summary>
    private IEnumerable<string?> Seen(FileModel blob) => IsNesting ? [blob.Visible, blob.File] : [.. _samples[blob], blob.File];

    private static void Require(FileModel blob, byte[]? read, IEnumerable<string?> allowed)
    {
        string? text = read is null ? null : Encoding.UTF8.GetString(read);
        LogModel.Require(allowed.Contains(text), $"{blob.Path}: '{text}' was read, {string.Join(" or ", allowed.Distinct())} was there");
    }

    private FileModel AnyBlob() => _blobs[Random.Next(_blobs.Length)];

    private string Content()
    {
        int size = Random.Next(4) == 0 ? Random.Next(9000) : Random.Next(600);
        return $"{++_contents:0000}{new string((char)('a' + (_contents % 26)), size)}";
    }

    private static TResult Await<TResult>(Task<TResult> task) => task.GetAwaiter().GetResult();
}
