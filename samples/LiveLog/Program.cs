using LiveLog;
using LiveLog.Logs;
using LiveLog.Recording;

// dotnet run --project samples/LiveLog                        records this machine, shows it at http://127.0.0.1:5080
// dotnet run --project samples/LiveLog -- --root DIR          shows the logs of DIR as well, and records there
// dotnet run --project samples/LiveLog -- --root DIR --record false --urls http://127.0.0.1:0
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(
    new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
string root = Path.GetFullPath(builder.Configuration["root"] ?? Path.Combine(AppContext.BaseDirectory, "data"));
bool records = builder.Configuration.GetValue("record", defaultValue: true);
if (builder.Configuration["urls"] is null)
{
    builder.WebHost.UseUrls("http://127.0.0.1:5080");
}

builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, LogJson.Default));
builder.Services.AddLedgerline(o => o.UseFileSystem(root));
if (records)
{
    builder.Services.AddHostedService<MachineRecorder>();
}

WebApplication app = builder.Build();
app.UsePageHeaders();
app.UseDefaultFiles();
app.UseStaticFiles();
await app.MapLogsAsync();
await app.StartAsync();
Console.WriteLine($"Live log: {string.Join(", ", app.Urls)}");
Console.WriteLine($"Data: {root}{(records ? "; this machine is recorded" : "")}. Ctrl+C ends it.");
await app.WaitForShutdownAsync();
