using Ledgerline.FileSystem;

namespace Ledgerline.Tests.FileSystem;

/// <summary>A part of a file is copied byte for byte, also where the device begins to write it meanwhile.</summary>
public sealed class FileCopyTests : IDisposable
{
    private readonly DataDirectory _directory = new();
    private readonly FaultyDisk _disk = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(1, 0)]
    [InlineData(FileCopy.FlushSize, 0)]
    [InlineData(FileCopy.FlushSize + 1, 1)]
    [InlineData((2 * FileCopy.FlushSize) + 12_345, 2)]
    public void The_target_holds_what_was_there_and_the_part(int length, int startedFlushes)
    {
        const int Before = 777;
        byte[] content = new byte[Before + length + Before];
        new Random(length).NextBytes(content);
        string sourcePath = Path.Combine(_directory.Path, "source");
        string targetPath = Path.Combine(_directory.Path, "target");
        File.WriteAllBytes(sourcePath, content);
        File.WriteAllBytes(targetPath, content[..Before]);
        using DiskFile source = _disk.Open(sourcePath, DiskOpen.Read)!;
        using (DiskFile target = _disk.Open(targetPath, DiskOpen.ReadWrite)!)
        {
            FileCopy.Copy(source, Before, Before + length, target, Before);
            target.Flush();
            target.DropFromCache(0, Before + length);
        }

        Assert.True(content.AsSpan(0, Before + length).SequenceEqual(File.ReadAllBytes(targetPath)));
        Assert.Equal(startedFlushes, _disk.CallsSoFar().Count(static call => call == "startflush target"));
        Assert.Equal(startedFlushes > 0, _disk.CallsSoFar().Contains("reserve target"));
    }

    [Fact]
    public void Advice_changes_no_length_and_fails_for_nothing()
    {
        string path = Path.Combine(_directory.Path, "advised");
        File.WriteAllText(path, "advised");
        using DiskFile file = Disk.Real.Open(path, DiskOpen.ReadWrite)!;
        file.Reserve(0, 1 << 20);
        file.Reserve(0, 1L << 60);
        file.StartFlush(0, 1L << 60);
        file.DropFromCache(0, 1L << 60);
        Assert.Equal("advised".Length, file.Status().Length);
        Assert.Equal("advised", File.ReadAllText(path));
    }
}
