namespace Ledgerline.Fuzz;

/// <summary>
/// Bytes as a log's file, read in every way and appended to. Anything but right entries and
/// <see cref="LogCorruptException"/> is thrown at the fuzzer.
/// </summary>
internal static class LogReading
{
    private static readonly string Root = Directory.CreateTempSubdirectory("ledgerline-fuzz-").FullName;

    static LogReading() => AppDomain.CurrentDomain.ProcessExit += static (_, _) => Directory.Delete(Root, recursive: true);

    /// <returns>How many entries can be read.</returns>
    public static int Check(ReadOnlySpan<byte> bytes)
    {
        // A new directory each time: no lock, head or quarantine of an earlier log.
        string project = $"p{Guid.NewGuid():N}";
        string meta = Directory.CreateDirectory(Path.Combine(Root, "projects", project, ".meta")).FullName;
        string path = Path.Combine(meta, "history.jsonl");
        File.WriteAllBytes(path, bytes);
        try
        {
            return CheckAsync(project, path, bytes.ToArray()).GetAwaiter().GetResult();
        }
        finally
        {
            Directory.Delete(Path.Combine(Root, "projects", project), recursive: true);
        }
    }

    private static async Task<int> CheckAsync(string project, string path, byte[] bytes)
    {
        await using var driver = new FileSystemDriver(Root, new FileSystemDriverOptions { Durability = Durability.Buffered });
        AppendLog<JsonPayload> log = driver.Project(project).History;
        List<(long Seq, string Data)> all = Read(log, new() { OnSkipped = static _ => { } });
        List<(long Seq, string Data)>? whole = OrCorrupt(() => Read(log, new()));
        Require(whole is null || whole.SequenceEqual(all), "asking to skip changes what a sound log holds");
        Require(all.Zip(all.Skip(1)).All(static pair => pair.First.Seq < pair.Second.Seq), "the numbers do not rise");

        List<(long Seq, string Data)> backward;
        try
        {
            backward = Read(log, new() { Reverse = true, OnSkipped = static _ => { } });
        }
        catch (LogRewoundException) when (bytes.Contains((byte)0))
        {
            // It came upon a tear behind which nothing was ever flushed, and says so.
            return all.Count;
        }

        Require(backward.Zip(backward.Skip(1)).All(static pair => pair.First.Seq > pair.Second.Seq), "backward the numbers do not fall");
        if (whole is not null)
        {
            Require(whole.AsEnumerable().Reverse().SequenceEqual(backward), "backward differs from forward");
            foreach ((long seq, _) in whole.Where(static (_, i) => i % 5 == 0))
            {
                Require(
                    Read(log, new() { SinceSeq = seq, Limit = 3 }).SequenceEqual(whole.Where(e => e.Seq > seq).Take(3)),
                    $"what follows {seq} is not found");
            }
        }

        LogInfo? info = OrCorrupt(() => log.GetInfoAsync().AsTask().GetAwaiter().GetResult());
        Require(info is null || info.SizeInBytes <= bytes.Length, "it says that it holds more bytes than there are");
        _ = OrCorrupt(() => Read(log, new() { After = DateTimeOffset.UnixEpoch, Before = DateTimeOffset.UnixEpoch.AddYears(80) }));
        Require(File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes), "reading has changed the file");
        await AppendAsync(log, whole);
        return all.Count;
    }

    private static async Task AppendAsync(AppendLog<JsonPayload> log, List<(long Seq, string Data)>? before)
    {
        long seq;
        try
        {
            seq = (await log.AppendAsync(JsonPayload.Parse("\"appended\""))).FirstSeq;
        }
        catch (Exception e) when (e is LogCorruptException or StorageException)
        {
            // The last is for a log whose numbers have come to their end.
            return;
        }

        Require(before is null || before.Count == 0 || seq > before[^1].Seq, $"{seq} was given again");
        Require(Read(log, new() { SinceSeq = seq - 1 }) is [var (last, data)] && last == seq && data == "\"appended\"", $"{seq} was appended and is not found");
    }

    private static List<(long Seq, string Data)> Read(AppendLog<JsonPayload> log, LogReadOptions options) =>
        [.. log.Read(options).Select(static e => (e.Seq, e.Data.ToString()))];

    private static T? OrCorrupt<T>(Func<T> run)
        where T : class
    {
        try
        {
            return run();
        }
        catch (LogCorruptException)
        {
            return null;
        }
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"Found by fuzzing: {otherwise}.");
        }
    }
}
