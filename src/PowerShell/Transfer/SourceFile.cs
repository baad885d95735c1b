namespace Ledgerline.PowerShell.Transfer;

/// <summary>A file that entries are imported from.</summary>
internal abstract class SourceFile(string path, FileStream stream) : IDisposable
{
    /// <summary>The file's full path.</summary>
    public string Path { get; } = path;

    /// <summary>Whether its entries carry numbers and times.</summary>
    public abstract bool IsNumbered { get; }

    /// <summary>The line that was read last, from 1.</summary>
    public abstract long Line { get; }

    /// <summary>How many entries at the end belong to a batch that never ended, and were never part of a log.</summary>
    public virtual long UncommittedCount => 0;

    /// <summary>How much of it has been read, from 0 to 1.</summary>
    public double Fraction => stream.Length == 0 ? 1 : (double)stream.Position / stream.Length;

    /// <summary>Opens a file.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="format">What it holds.</param>
    /// <param name="csv">How a table is read.</param>
    /// <exception cref="TransferException">Its beginning is damaged.</exception>
    public static SourceFile Open(string path, TransferFormat format, CsvReading csv)
    {
        // The readers have buffers of their own.
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        try
        {
            return format == TransferFormat.Csv ? new CsvSource(path, stream, csv) : new JsonLinesSource(path, stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The entries, in their order. Once.</summary>
    /// <exception cref="TransferException">The file is damaged.</exception>
    public abstract IEnumerable<SourceEntry> Read();

    public void Dispose() => stream.Dispose();
}
