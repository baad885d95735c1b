using Ledgerline;
using Quickstart;

// dotnet run --project samples/Quickstart                    on a copy of the data that ships with it
// dotnet run --project samples/Quickstart -- --root DIR      on a directory of one's own
switch (args)
{
    case []:
    case ["--root", _]:
        break;
    case [SecondProcess.Argument, var theirRoot, var theirProject]:
        await SecondProcess.RunAsync(theirRoot, theirProject);
        return 0;
    default:
        Console.Error.WriteLine("Usage: dotnet run --project samples/Quickstart [-- --root DIR]");
        return 2;
}

using var sample = new SampleData();
string root = args is ["--root", var own] ? Path.GetFullPath(own) : sample.Root;
try
{
    await using var driver = new FileSystemDriver(root);
    string id = await driver.ListProjectIdsAsync().ContainsAsync("p_plain") ? "p_plain" : "quickstart";
    await driver.CreateProjectAsync(id);
    Console.WriteLine($"Ledgerline, a short tour. Data: {root}/projects/{id}/.meta");

    var tour = new Tour(root, id, driver.Project(id));
    await tour.ReadAsync();
    await tour.AppendAsync();
    await tour.FollowAsync();
    await tour.CompareAndSetAsync();
    await Tour.ReadDamagedAsync(sample.Root);

    await tour.ReadUntypedAsync();
    return 0;
}
catch (LedgerlineException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
