using Ledgerline.Bench.Measurement;
using Microsoft.Win32.SafeHandles;

namespace Ledgerline.Bench.Peers;

/// <summary>The physical limit: ready-made bytes in files that are replaced by a rename, or the names in a directory.</summary>
internal sealed class RawDocuments : IAsyncDisposable
{
    private readonly string _directory;
    private readonly string[] _keys;
    private readonly byte[] _content = Documents.Encode(0);
    private readonly SafeFileHandle _names;

    /// <param name="directory">Where to make the files.</param>
    /// <param name="count">How many there are to begin with.</param>
    public RawDocuments(string directory, int count)
    {
        _directory = directory;
        _keys = Documents.Keys(count);
        _names = RawCalls.OpenDirectory(directory);
        Put(count, flush: false);
    }

    /// <summary>What the numbers of gets one after the other come to.</summary>
    public static long SumOf(int keys, int gets)
    {
        long sum = 0;
        for (int i = 0; i < gets; i++)
        {
            sum += Conversation.Number(i % keys).N;
        }

        return sum;
    }

    /// <summary>Temporary file, write, rename; if asked for, a flush of the file and one of the directory.</summary>
    public void Put(int puts, bool flush)
    {
        for (int i = 0; i < puts; i++)
        {
            string path = Path.Combine(_directory, _keys[i % _keys.Length] + ".json");
            string temporary = path + ".tmp";
            using (SafeFileHandle file = RawCalls.CreateNew(temporary))
            {
                RawCalls.Write(file, _content, 0);
                if (flush)
                {
                    RawCalls.Flush(file);
                }
            }

            RawCalls.Rename(temporary, path);
            if (flush)
            {
                RawCalls.FlushNames(_names);
            }
        }
    }

    /// <summary>Reads the names by the system's own call, and does nothing with them.</summary>
    public void ReadNames() => Expect.Equal(_keys.Length, RawCalls.CountNames(_directory));

    /// <summary>Reads the names as .NET gives them.</summary>
    public void EnumerateNames() => Expect.Equal(_keys.Length, Directory.EnumerateFiles(_directory).Count());

    /// <summary>Makes sure that there are as many whole files.</summary>
    public Task ExpectWhole()
    {
        Expect.Equal(_keys.Length, new DirectoryInfo(_directory).EnumerateFiles().Count(file => file.Length == Conversation.Size));
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _names.Dispose();
        return default;
    }
}
