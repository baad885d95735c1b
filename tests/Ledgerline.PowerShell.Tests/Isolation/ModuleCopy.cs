using dnlib.DotNet;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests.Isolation;

/// <summary>The module in another directory: this process has loaded nothing from there yet.</summary>
internal static class ModuleCopy
{
    public const string OtherVersion = "99.1.0";

    /// <returns>The copy's directory, for <c>Import-Module</c>.</returns>
    public static string Write(string parent)
    {
        string copy = Path.Combine(parent, "Ledgerline");
        foreach (string file in Directory.EnumerateFiles(Repository.ModuleDirectory, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(copy, Path.GetRelativePath(Repository.ModuleDirectory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    /// <summary>A copy that calls itself another version.</summary>
    public static string WriteOtherVersion(string parent)
    {
        string copy = Write(parent);
        string manifest = Path.Combine(copy, "Ledgerline.psd1");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace($"'{Repository.ModuleVersion}'", $"'{OtherVersion}'", StringComparison.Ordinal));
        string file = Path.Combine(copy, "lib", "Ledgerline.PowerShell.dll");
        using ModuleDefMD assembly = ModuleDefMD.Load(File.ReadAllBytes(file));
        assembly.Assembly.Version = new Version(OtherVersion + ".0");
        assembly.Write(file);
        return copy;
    }
}
