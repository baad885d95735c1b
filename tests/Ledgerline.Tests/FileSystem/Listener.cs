using System.Text;
using Ledgerline.FileSystem;
using Ledgerline.Tests.Contract;

namespace Ledgerline.Tests.FileSystem;

/// <summary>Collects the hints of one directory.</summary>
internal sealed class Listener : IChangeListener, IDisposable
{
    /// <summary>The names of the files that may have changed; empty for any.</summary>
    public Inbox<string> Files { get; } = new();

    public bool IsWaiting { get; set; } = true;

    public ChangeWatch Watch { get; private set; } = null!;

    public static Listener Of(ChangeSource source, string directory)
    {
        var listener = new Listener();
        listener.Watch = source.Watch(directory, listener);
        return listener;
    }

    public void OnHint(ReadOnlySpan<byte> file) => Files.Add(Encoding.UTF8.GetString(file));

    public void Dispose() => Watch.Dispose();
}
