using Aot;
using Ledgerline;

// Published natively, trimmed, and as a single file: the same program on files and in memory.
string root = Directory.CreateTempSubdirectory("ledgerline-aot-").FullName;
try
{
    await using (var files = new FileSystemDriver(root))
    {
        await new Shop("files", files).OpenAsync();
    }

    await using (var memory = new MemoryDriver())
    {
        await new Shop("memory", memory).OpenAsync();
    }
}
finally
{
    Directory.Delete(root, recursive: true);
}
