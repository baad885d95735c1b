namespace Ledgerline.Packaging.Tests;

/// <summary>A test that compiles to native code, which needs a linker that the .NET SDK does not bring.</summary>
public class NativeAotFactAttribute : FactAttribute
{
    public NativeAotFactAttribute()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!OperatingSystem.IsLinux())
        {
            Skip = "Native compilation is tested on Linux.";
        }
        else if (!folders.Any(folder => File.Exists(Path.Combine(folder, "clang")) || File.Exists(Path.Combine(folder, "gcc"))))
        {
            Skip = "Native compilation needs clang or gcc on the PATH.";
        }
    }
}
