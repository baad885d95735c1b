using Ledgerline;

// append ROOT PROJECT COUNT NAME DURABILITY  appends one entry at a time, prints each acknowledged seq
// batch  ROOT PROJECT COUNT NAME DURABILITY  the same in batches of 1 to 5
// persist ROOT PROJECT COUNT NAME DURABILITY goes on where an append fails, prints each entry's n with its seq, or -1; ends with "completed"
// crowd  ROOT PROJECT COUNT NAME DURABILITY  the same with 16 appends at a time that wait for one another's flush
// truncate ROOT PROJECT KEEP                 keeps about the last KEEP entries, again and again, prints each place
// follow ROOT PROJECT LAST [SINCE]           prints "ready", then each seq and payload until LAST or the log's end, or "gap" and a seq
// race   ROOT PROJECT FIRST KEY DURABILITY   writes in a project that others delete, until its input ends (ProjectRacer)
// ended  ROOT PROJECT 0                      prints "ready", and "ended" when the project's subscriptions have
// delete ROOT PROJECT 0                      deletes the project at each line of input, prints whether there was one
// blob   ROOT PROJECT MIB PATH               writes MIB MiB from a stream, reads them back, prints "same" and the peak of its memory
// stall  ROOT PROJECT BYTES PATH             begins to write a blob, prints "stalled" after so many bytes, and waits for ever
// blobcount ROOT PROJECT COUNT PATH          adds 1 to a number in a blob COUNT times, by compare-and-set
// count  ROOT PROJECT COUNT KEY              adds 1 to a counter document COUNT times
// put    ROOT PROJECT COUNT NAME DURABILITY  puts documents of its own, now and then deletes one; prints each "put KEY N" or "delete KEY", before and "ok" after
// cas    ROOT PROJECT COUNT KEY DURABILITY   adds 1 to a counter document by compare-and-set, prints each number that it has put
// ROOT is a directory, or postgres:SCHEMA, whose connection string the environment holds (WorkerRoot)
await using IStorageDriver driver = WorkerRoot.Open(args[1]);
Project project = driver.Project(args[2]);
int count = int.Parse(args[3], null);
switch (args[0])
{
    case "append":
        for (int i = 0; i < count; i++)
        {
            AppendResult result = await project.History.AppendAsync(
                JsonPayload.Parse($$"""{"by":"{{args[4]}}","n":{{i}}}"""), Enum.Parse<Durability>(args[5]));
            Console.WriteLine(result.FirstSeq);
        }

        break;
    case "batch":
        for (int i = 0; i < count;)
        {
            int size = Math.Min((i % 5) + 1, count - i);
            AppendResult result = await project.History.AppendBatchAsync(
                Enumerable.Range(i, size).Select(n => JsonPayload.Parse($$"""{"by":"{{args[4]}}","n":{{n}}}""")),
                Enum.Parse<Durability>(args[5]));
            for (long seq = result.FirstSeq; seq <= result.LastSeq; seq++)
            {
                Console.WriteLine(seq);
            }

            i += size;
        }

        break;
    case "persist":
        for (int i = 0; i < count; i++)
        {
            if (!await PersistAsync(i))
            {
                Console.WriteLine("completed");
                return 0;
            }

            // So that each append takes the lock anew, with all the calls of that.
            await Task.Delay(2);
        }

        break;
    case "crowd":
        for (int i = 0; i < count; i += 16)
        {
            int first = i;
            await Task.WhenAll(Enumerable.Range(0, 16).Select(n => Task.Run(() => PersistAsync(first + n))));
        }

        break;
    case "truncate":
        while (true)
        {
            long last = (await project.History.GetInfoAsync()).LastSeq;
            await project.History.TruncateBeforeAsync(Math.Max(0, last - count));
            Console.WriteLine(last - count);
        }

    case "follow":
        Console.WriteLine("ready");
        for (long since = args.Length > 4 ? long.Parse(args[4], null) : 0; since < count;)
        {
            try
            {
                await foreach (LogEntry<JsonPayload> entry in project.History.SubscribeAsync(since))
                {
                    Console.WriteLine($"{entry.Seq} {entry.Data}");
                    since = entry.Seq;
                    if (since == count)
                    {
                        break;
                    }
                }

                // Also where the log was completed before.
                return 0;
            }
            catch (LogTruncatedException e)
            {
                // It was too slow, and was told so.
                since = e.FirstSeq - 1;
                Console.WriteLine($"gap {since}");
            }
        }

        break;
    case "count":
        for (int i = 0; i < count; i++)
        {
            await project.Meta.UpdateAsync(
                args[4],
                current => JsonPayload.Parse(
                    (current is KvGetResult<JsonPayload>.Found found ? found.Value.ToElement().GetInt64() + 1 : 1).ToString((IFormatProvider?)null)),
                Durability.Buffered);
        }

        break;
    case "race":
        await ProjectRacer.WriteAsync(project, count, args[4], Enum.Parse<Durability>(args[5]));
        break;
    case "ended":
        await ProjectRacer.FollowAsync(project);
        break;
    case "delete":
        await ProjectRacer.DeleteAsync(driver, args[2]);
        break;
    case "put":
        for (int i = 0; i < count; i++)
        {
            string key = $"{args[4]}-{i % 3}";
            bool isDeletion = i % 7 == 6;
            Console.WriteLine(isDeletion ? $"delete {key}" : $"put {key} {i}");
            if (isDeletion)
            {
                await project.Meta.DeleteAsync(key);
            }
            else
            {
                await project.Meta.PutAsync(
                    key,
                    JsonPayload.Parse($$"""{"n":{{i}},"text":"{{new string('x', i * 37 % 9000)}}"}"""),
                    durability: Enum.Parse<Durability>(args[5]));
            }

            Console.WriteLine("ok");
        }

        break;
    case "cas":
        for (int i = 0; i < count;)
        {
            KvGetResult<JsonPayload> current = await project.Meta.GetAsync(args[4]);
            (long number, PutCondition unchanged) = current is KvGetResult<JsonPayload>.Found(var value, var etag)
                ? (value.ToElement().GetInt64() + 1, PutCondition.IfMatch(etag))
                : (1, PutCondition.IfAbsent);
            if (await project.Meta.PutAsync(
                args[4], JsonPayload.Parse($"{number}"), unchanged, Enum.Parse<Durability>(args[5])) is KvPutResult.Stored)
            {
                Console.WriteLine(number);
                i++;
            }
        }

        break;
    case "blob":
        await BlobRoundTrip.RunAsync(project.Files, args[4], (long)count << 20);
        break;
    case "stall":
        await project.Files.WriteAsync(args[4], new GeneratedStream(count, () =>
        {
            Console.WriteLine("stalled");
            Thread.Sleep(Timeout.Infinite);
        }));
        break;
    case "blobcount":
        for (int i = 0; i < count;)
        {
            int number = 0;
            string? etag = null;
            if (await project.Files.OpenReadAsync(args[4]) is { } stream)
            {
                await using (stream)
                {
                    using var reader = new StreamReader(stream);
                    number = int.Parse(await reader.ReadToEndAsync(), null);
                    etag = stream.Info.ETag;
                }
            }

            PutCondition unchanged = etag is null ? PutCondition.IfAbsent : PutCondition.IfMatch(etag);
            BlobWriteResult result = await project.Files.WriteAsync(args[4], $"{number + 1}", unchanged, Durability.Buffered);
            i += result is BlobWriteResult.Stored ? 1 : 0;
        }

        break;
    default:
        return 2;
}

return 0;

// Whether the log was still open.
async Task<bool> PersistAsync(int n)
{
    long seq = -1;
    try
    {
        seq = (await project.History.AppendAsync(
            JsonPayload.Parse($$"""{"by":"{{args[4]}}","n":{{n}}}"""), Enum.Parse<Durability>(args[5]))).FirstSeq;
    }
    catch (StorageException)
    {
        // What the test is about.
    }
    catch (LogCompletedException)
    {
        return false;
    }

    Console.WriteLine($"{n} {seq}");
    return true;
}
