using System.Diagnostics;
using System.Globalization;

namespace Ledgerline.PowerLoss;

/// <summary>
/// One writer's documents or blobs: replaces and deletes them. Prints a line before each write, and one for each
/// acknowledgement.
/// </summary>
/// <param name="files">The documents or blobs.</param>
/// <param name="writer">The name that its keys begin with; no other writer has it.</param>
/// <param name="isControl">Whether writes are buffered and yet told as flushed.</param>
internal sealed class FileLoad(ReplacedFiles files, string writer, bool isControl)
{
    private const int Keys = 4;
    private const string Begin = "{\"version\":";

    private int _version;

    // The sequence is part of the test, not a secret.
#pragma warning disable CA5394
    public async Task WriteAsync(Random random)
    {
        string key = $"{writer}-{random.Next(Keys)}";
        string name = $"{files.Kind}:{key}";
        bool isBuffered = random.Next(4) == 0;
        if (random.Next(8) == 0)
        {
            Console.WriteLine($"removing {name}");
            long start = Stopwatch.GetTimestamp();
            if (await files.DeleteAsync(key))
            {
                // That there is none, which one is told without any, is what one sees, and no promise of what survives.
                Console.WriteLine($"removed {name} {start} {Stopwatch.GetTimestamp()}");
            }

            return;
        }

        int version = ++_version;
        Console.WriteLine($"putting {name} {version} {(isBuffered ? "buffered" : "flushed")}");
        long begun = Stopwatch.GetTimestamp();
        await files.PutAsync(key, Content(version), isBuffered || isControl ? Durability.Buffered : Durability.Flushed);
        Console.WriteLine($"put {name} {version} {begun} {Stopwatch.GetTimestamp()}");
    }
#pragma warning restore CA5394

    /// <summary>The version of a content; null where it is not whole.</summary>
    public static int? Version(string content)
    {
        int end = content.IndexOf(',', StringComparison.Ordinal);
        return content.StartsWith(Begin, StringComparison.Ordinal) && end > 0
            && int.TryParse(content.AsSpan(Begin.Length, end - Begin.Length), CultureInfo.InvariantCulture, out int version)
            && content == Content(version) ? version : null;
    }

    /// <summary>Some are shorter than a sector, some larger than a page.</summary>
    private static string Content(int version) =>
        $"{Begin}{version},\"text\":\"{new string((char)('a' + (version % 26)), version % 5 == 0 ? 9000 : version * 31 % 700)}\"}}";
}
