using System.Diagnostics;

namespace Ledgerline.PowerLoss;

/// <summary>
/// One writer's documents: puts, compares and sets, and deletes them. Prints a line before each write, and one for each
/// acknowledgement.
/// </summary>
/// <param name="documents">The documents.</param>
/// <param name="writer">The name that its keys begin with; no other writer has it.</param>
/// <param name="isControl">Whether puts are buffered and yet told as flushed.</param>
internal sealed class DocumentLoad(JsonKv<JsonPayload> documents, string writer, bool isControl)
{
    private const int Keys = 4;

    private int _version;

    // The sequence is part of the test, not a secret.
#pragma warning disable CA5394
    public async Task WriteAsync(Random random)
    {
        string key = $"{writer}-{random.Next(Keys)}";
        bool isBuffered = random.Next(4) == 0;
        if (random.Next(8) == 0)
        {
            Console.WriteLine($"deleting-document {key}");
            long start = Stopwatch.GetTimestamp();
            if (await documents.DeleteAsync(key) is KvDeleteResult.Deleted)
            {
                // That there is none, which one is told without any, is what one sees, and no promise of what survives.
                Console.WriteLine($"deleted-document {key} {start} {Stopwatch.GetTimestamp()}");
            }

            return;
        }

        int version = ++_version;
        Console.WriteLine($"putting {key} {version} {(isBuffered ? "buffered" : "flushed")}");
        long begun = Stopwatch.GetTimestamp();
        Durability durability = isBuffered || isControl ? Durability.Buffered : Durability.Flushed;
        if (random.Next(3) == 0)
        {
            await documents.UpdateAsync(key, _ => Payload(version), durability);
        }
        else
        {
            await documents.PutAsync(key, Payload(version), durability: durability);
        }

        Console.WriteLine($"put {key} {version} {begun} {Stopwatch.GetTimestamp()}");
    }
#pragma warning restore CA5394

    /// <summary>The version of a payload, which is whole.</summary>
    public static int Version(JsonPayload payload)
    {
        int version = payload.ToElement().GetProperty("version").GetInt32();
        return payload == Payload(version)
            ? version
            : throw new PromiseBrokenException($"The document is not the {version}th version as it was put: {payload}");
    }

    /// <summary>Some are shorter than a sector, some larger than a page.</summary>
    private static JsonPayload Payload(int version) => JsonPayload.Parse(
        $$"""{"version":{{version}},"text":"{{new string((char)('a' + (version % 26)), version % 5 == 0 ? 9000 : version * 31 % 700)}}"}""");
}
