using Ledgerline.Tests.FileSystem.RealDisk;

namespace Ledgerline.Tests.FileSystem.Containment;

/// <summary>A test on a file system that folds case, where one can be mounted.</summary>
public sealed class FoldingFactAttribute : FactAttribute
{
    private static readonly bool IsToBeHad = Find();

    public FoldingFactAttribute()
    {
        if (!IsToBeHad)
        {
            Skip = "SKIPPED: no file system that folds case can be mounted: it needs root and casefold in the kernel, or lowntfs-3g and mkntfs (apt-get install ntfs-3g).";
        }
    }

    private static bool Find()
    {
        using MountedDirectory? found = MountedDirectory.FoldingCase();
        return found is not null;
    }
}
