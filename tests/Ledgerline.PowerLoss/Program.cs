using System.Globalization;
using Ledgerline.PowerLoss;

// run  TYPE IMAGE MOUNT ROUNDS SEED [control]  what run.sh starts, in a namespace where IMAGE is mounted on MOUNT
// load ROOT NAME SEED control|""               appends, replaces, truncates and deletes for ever, and prints what was acknowledged
switch (args[0])
{
    case "run":
        var mount = new LoopMount(args[1], args[2], args[3]);
        return await new PowerLossRun(mount, Number(args[4]), Number(args[5]), args[6] == "control").RunAsync();
    case "load":
        await using (var driver = new Ledgerline.FileSystemDriver(args[1]))
        {
            await new Load(driver, args[2], Number(args[3]), args[4] == "control").RunAsync();
        }

        return 0;
    default:
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
