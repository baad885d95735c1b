namespace Ledgerline.Postgres.Tests.Failures;

/// <summary>One who replaces a blob of many chunks, and some who read it, while things happen to the server.</summary>
internal static class BlobLoad
{
    private const string Path = "replaced.bin";
    private const int Length = 700_000;

    public static void AddWriter(Loops loops, Project project)
    {
        byte version = 0;
        loops.Add("blob writer", async () =>
        {
            byte[] content = new byte[Length];
            Array.Fill(content, ++version);
            await project.Files.WriteAsync(Path, content);
        });
    }

    /// <summary>Adds one who finds one whole version each time, or none before the first.</summary>
    public static void AddReader(Loops loops, Project project) => loops.Add("blob reader", async () =>
    {
        try
        {
            if (await project.Files.ReadAllBytesAsync(Path) is { } content)
            {
                Assert.Equal(Length, content.Length);
                Assert.False(content.AsSpan().ContainsAnyExcept(content[0]), "parts of two versions");
            }
        }
        catch (StorageException e) when (e.Kind == StorageErrorKind.Unavailable && e.Message.Contains("is stored no more", StringComparison.Ordinal))
        {
            // A version lives as long as the connection that it is read on, once another has taken its place.
        }
    });
}
