using Ledgerline.Drivers;
using Ledgerline.FileSystem;

namespace Ledgerline;

/// <summary>
/// A log's file by its path, wherever it lies: a copy, a backup, what somebody sent. Only for reading: it takes no lock,
/// makes no file, and needs no permission but to read. What <see cref="FileSystemDriver"/> promises its readers holds
/// here too, also while another process appends: whole batches, nothing behind the last committed line, no damage
/// passed over silently. Where a <c>.head</c> lies beside the file it is heeded; a copy without it is read as it is.
/// </summary>
public static class LogFile
{
    /// <summary>Reads entries, up to the last that is committed at the first move, in constant memory.</summary>
    /// <param name="path">The file, whatever its name is; a link leads to what it stands for.</param>
    /// <param name="options">Which entries, and in which order; null for all, oldest first.</param>
    /// <exception cref="StorageException">There is no file, or it cannot be read.</exception>
    /// <exception cref="LogCorruptException">
    /// The file is damaged, ends below its head, or is no log; damage is told to
    /// <see cref="LogReadOptions.OnSkipped"/> instead where that is set.
    /// </exception>
    /// <exception cref="LogTruncatedException">The entries after <c>SinceSeq</c> were removed.</exception>
    /// <exception cref="LogRewoundException"><c>SinceSeq</c> is above the last entry.</exception>
    /// <exception cref="PlatformNotSupportedException">The platform is not Linux.</exception>
    public static IEnumerable<LogEntry<JsonPayload>> Read(string path, LogReadOptions? options = null) =>
        Read(path, JsonPayloadContract.Log("file"), options);

    /// <summary>Reads entries as what they were written from.</summary>
    /// <typeparam name="T">The type of the entries.</typeparam>
    /// <param name="path">The file, whatever its name is; a link leads to what it stands for.</param>
    /// <param name="definition">How to read an entry.</param>
    /// <param name="options">Which entries, and in which order; null for all, oldest first.</param>
    /// <exception cref="LogDataException">An entry does not fit <typeparamref name="T"/>.</exception>
    /// <inheritdoc cref="Read(string, LogReadOptions?)"/>
    public static IEnumerable<LogEntry<T>> Read<T>(string path, LogDefinition<T> definition, LogReadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(definition);
        options ??= new LogReadOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.SinceSeq, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Limit ?? 0, nameof(options));
        return ReadEntries(Path.GetFullPath(path), definition, options);
    }

    private static IEnumerable<LogEntry<T>> ReadEntries<T>(string path, LogDefinition<T> definition, LogReadOptions options)
    {
        using LogCursor cursor = Open(path, options);
        var decoder = new EntryDecoder<T>(definition);
        while (cursor.MoveNext())
        {
            yield return decoder.Decode(in cursor.Current);
        }
    }

    private static FileLogReader Open(string path, LogReadOptions options)
    {
        var paths = new LogPaths(Resolve(path));
        LogView view = LogView.Take(Disk.At(paths.Directory), paths, new LogVisibility());
        try
        {
            if (view.File is null)
            {
                throw new StorageException("read", path, "there is no such file", "Give the path of a log's file.") { Kind = StorageErrorKind.NotFound };
            }

            LogRecovery.ThrowUnlessLog(view.File, view.End, view.File.Status().Length);
            return new FileLogReader(log: null, view, options);
        }
        catch
        {
            view.Dispose();
            throw;
        }
    }

    /// <summary>The file behind a link: below the directory that it is opened in, no link is followed.</summary>
    private static string Resolve(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Opening it says what is the matter.
            return path;
        }
    }
}
