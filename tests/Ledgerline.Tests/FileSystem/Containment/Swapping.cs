namespace Ledgerline.Tests.FileSystem.Containment;

/// <summary>Somebody who has a place in the root and a link to the outside change places, as fast as they can.</summary>
internal sealed class Swapping : IDisposable
{
    private readonly Thread _thread;
    private volatile bool _isEnding;

    /// <param name="place">What is in the root.</param>
    /// <param name="target">What the link leads to.</param>
    public Swapping(string place, string target)
    {
        string link = place + ".link";
        File.CreateSymbolicLink(link, target);
        _thread = new Thread(() =>
        {
            while (!_isEnding)
            {
                SystemCalls.Exchange(place, link);
                if (++Count % 64 == 0 && !IsLink(place) && !IsLink(link) && File.Exists(link))
                {
                    // A rename or a deletion met the link itself, as it may: both are files now, and nothing would be swapped.
                    File.Delete(link);
                    File.CreateSymbolicLink(link, target);
                }
            }
        });
        _thread.Start();
    }

    private static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    /// <summary>How often they changed places.</summary>
    public long Count { get; private set; }

    public void Dispose()
    {
        _isEnding = true;
        _thread.Join();
    }
}
