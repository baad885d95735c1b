using Ledgerline.Fuzz;
using SharpFuzz;

// SEEDS...     reads each file, and each file of each directory, as a fuzzer would have it read
// --afl        takes bytes from AFL, over standard input
// (nothing)    takes bytes from libFuzzer
if (args.Length == 0)
{
    Fuzzer.LibFuzzer.Run(static bytes => LogReading.Check(bytes));
    return 0;
}

if (args[0] == "--afl")
{
    Fuzzer.OutOfProcess.Run(static stream =>
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        LogReading.Check(bytes.ToArray());
    });
    return 0;
}

string[] files = [.. args.SelectMany(static path =>
    Directory.Exists(path) ? Directory.GetFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : (IEnumerable<string>)[path])];
foreach (string file in files)
{
    int entries = LogReading.Check(File.ReadAllBytes(file));
    Console.WriteLine($"{Path.GetFileName(file)}: {entries} entries");
}

return files.Length > 0 ? 0 : 1;
