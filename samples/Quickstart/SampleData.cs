namespace Quickstart;

/// <summary>A private copy of the data that ships with the sample, so that every run starts from the same.</summary>
internal sealed class SampleData : IDisposable
{
    public SampleData()
    {
        string source = Path.Combine(AppContext.BaseDirectory, "data");
        foreach (string file in Directory.EnumerateFiles(
            source, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }))
        {
            string target = Path.Combine(Root, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("ledgerline-quickstart-").FullName;

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
