using System.Collections.Concurrent;
using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>The files of one set of documents, <c>&lt;key&gt;.json</c> in one directory. Safe to call from any thread.</summary>
/// <param name="root">The driver's root.</param>
/// <param name="directory">The directory, which need not exist.</param>
internal sealed class DocumentFiles(DataRoot root, string directory)
{
    public const string Extension = ".json";

    /// <summary>No document has an empty key.</summary>
    private const string Listing = "";

    private readonly ConcurrentDictionary<string, CachedDocument> _cached = new(StringComparer.Ordinal);

    /// <summary>The same as bytes.</summary>
    public static ReadOnlySpan<byte> Utf8Extension => ".json"u8;

    public string Directory { get; } = directory;

    public DataRoot Root { get; } = root;

    /// <summary>
    /// Whether names were changed whose flush failed: who then finds a document deleted already is to be told so only once
    /// that is durable. Under the lock.
    /// </summary>
    public bool OwesNameFlush { get; set; }

    public string PathOf(string key) => Path.Combine(Directory, key + Extension);

    /// <summary>The keys that begin with a prefix, in ordinal order.</summary>
    /// <remarks>An unchanged directory is not read again, by the rule for documents: who adds or removes a name changes its times.</remarks>
    public IEnumerable<string> Keys(string prefix)
    {
        CachedDocument? place = _cached.GetValueOrDefault(Listing);
        if (place?.Content is KeyListing kept
            && Root.Disk.Status(Directory, kept.Status.Identity) is { } current
            && current.LooksUnchangedFrom(kept.Status))
        {
            place.WasUsed = true;
            return kept.From(prefix);
        }

        long now = Root.Disk.Now;
        if (Root.Disk.Status(Directory) is not { } status)
        {
            return [];
        }

        var listing = new KeyListing(StoredNames.List(Root.Disk, Directory, Extension), status);
        if (status.IsSettled(now))
        {
            place ??= _cached.GetOrAdd(Listing, static (key, files) => new(key, files.Directory, files._cached), this);
            Root.Documents.Keep(place, listing);
        }

        return listing.From(prefix);
    }

    /// <summary>A document and its ETag, of one version; null where there is none.</summary>
    /// <remarks>
    /// An unchanged file is not read again. It counts as unchanged where it is the same file, of the same length, last
    /// written and last changed at the same times, and these times lay so far back when its content was read that any
    /// change since then would have moved them: two changes within one tick of the clock cannot pass for one (git's rule
    /// for its index).
    /// </remarks>
    public StoredDocument? Read(string key)
    {
        CachedDocument? place = _cached.GetValueOrDefault(key);
        if (place?.Content is DocumentVersion kept)
        {
            if (Root.Disk.Status(place.Path, kept.Status.Identity) is not { } now)
            {
                return null;
            }

            if (now.LooksUnchangedFrom(kept.Status))
            {
                place.WasUsed = true;
                return kept.Document;
            }
        }

        DocumentVersion? version = ReadFile(place?.Path ?? PathOf(key));
        if (version is { IsSettled: true })
        {
            place ??= _cached.GetOrAdd(key, static (key, files) => new(key, files.PathOf(key), files._cached), this);
            Root.Documents.Keep(place, version);
        }

        return version?.Document;
    }

    /// <summary>Reads a document from its file, past the cache.</summary>
    public DocumentVersion? ReadFile(string path)
    {
        // Before the status, and this before the content: what is changed later than any of them shows in a later status.
        long now = Root.Disk.Now;
        using DiskFile? file = Root.Disk.Open(path, DiskOpen.Read);
        if (file is null)
        {
            return null;
        }

        FileStatus status = file.Status();

        // One byte more than it says it has, to see the end.
        byte[] content = new byte[status.Length + 1];
        int length = file.Read(content, 0);
        while (length == content.Length)
        {
            Array.Resize(ref content, checked(content.Length * 2));
            length += file.Read(content.AsSpan(length), length);
        }

        ReadOnlyMemory<byte> bytes = content.AsMemory(0, length);
        return new(new(bytes, ContentETag.Of(bytes.Span)), status, length == status.Length && status.IsSettled(now));
    }

    /// <summary>What stands under a key; null where no file does.</summary>
    public FileStatus? Status(string key) =>
        Root.Disk.Status(PathOf(key)) is { Kind: FileKind.File } status ? status : null;

    /// <summary>Begins a document's next version, with the owner and permissions of the one that stands there.</summary>
    public Replacement Begin(string key)
    {
        string path = PathOf(key);
        return new(Root.Disk, path, Root.Disk.Status(path)?.Owner);
    }

    /// <summary>Removes what writers left that died. Under the lock: nobody else is writing a temporary file here.</summary>
    public void Sweep()
    {
        // What cannot be removed is in nobody's way: it is tried again.
        try
        {
            foreach (DirectoryEntry entry in Root.Disk.List(Directory) ?? [])
            {
                if (StoredNames.TryParse(entry.Name, Extension + Replacement.Suffix, out _))
                {
                    Root.Disk.Delete(Path.Combine(Directory, entry.Name));
                }
            }
        }
        catch (StorageException)
        {
        }
    }
}
