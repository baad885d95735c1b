using System.Diagnostics;
using System.Security.Cryptography;
using Ledgerline;

/// <summary>Writes a large blob from a stream and reads it back through one.</summary>
internal static class BlobRoundTrip
{
    public static async Task RunAsync(BlobStore files, string path, long length)
    {
        await using var source = new GeneratedStream(length);
        await files.WriteAsync(path, source);

        await using BlobReadStream stored = (await files.OpenReadAsync(path))!;
        using var hash = SHA256.Create();
        string found = Convert.ToHexString(await hash.ComputeHashAsync(stored));
        if (stored.Length != length || found != source.Hash)
        {
            throw new InvalidDataException($"{stored.Length} bytes with the hash {found}, expected {length} with {source.Hash}.");
        }

        // The same once more, by the way that copies.
        stored.Position = 0;
        await using var copy = new CryptoStream(Stream.Null, SHA256.Create(), CryptoStreamMode.Write);
        await stored.CopyToAsync(copy);
        using var self = Process.GetCurrentProcess();
        Console.WriteLine($"same, {self.PeakWorkingSet64 >> 20} MiB at most");
    }
}
