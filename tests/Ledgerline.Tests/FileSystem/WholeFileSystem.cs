using Ledgerline.FileSystem;

namespace Ledgerline.Tests;

/// <summary>The real disk for tests that do not care where their root is.</summary>
internal static class WholeFileSystem
{
    private static readonly Disk FromTheTop = Disk.At("/");

    extension(Disk)
    {
        /// <summary>The disk with the root of all files as its root.</summary>
        public static Disk Real => FromTheTop;
    }
}
