namespace Ledgerline.FileSystem;

/// <summary>Whom a <see cref="DirectoryNotifier"/> tells of changes, on its own thread. Members are quick and do not throw.</summary>
internal interface INotificationTarget
{
    /// <summary>A file in a directory may have changed.</summary>
    /// <param name="directory">The directory's number.</param>
    /// <param name="name">The file's name in UTF-8; empty for the directory itself, which may have been moved or removed.</param>
    void OnChange(int directory, ReadOnlySpan<byte> name);

    /// <summary>Notifications were lost: anything may have changed.</summary>
    void OnLoss();
}
