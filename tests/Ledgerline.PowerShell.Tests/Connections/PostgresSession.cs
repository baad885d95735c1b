using Ledgerline.Postgres.Tests.Servers;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests.Connections;

/// <summary>A session that is connected to a schema of its own, with the project <c>p_demo</c>.</summary>
public abstract class PostgresSession : IAsyncLifetime
{
    private protected ModuleSession Session { get; } = ModuleSession.Open();

    private protected string Schema { get; } = TestServer.NewSchemaName();

    private protected static string ConnectionString => TestServer.ConnectionString;

    public async Task InitializeAsync()
    {
        if (TestServer.Obstacle is null)
        {
            // The first call may start the server.
            await TestServer.ExecuteAsync("select 1");
            Session.Run("$global:text, $global:schema = $Arguments; $global:c = Connect-Ledger -ConnectionString $text -Schema $schema; $null = New-LedgerProject p_demo", ConnectionString, Schema)
                .AssertNoErrors();
        }
    }

    public async Task DisposeAsync()
    {
        Session.Dispose();
        if (TestServer.Obstacle is null)
        {
            await TestServer.DropSchemaAsync(Schema);
        }
    }

    private protected static IEnumerable<string> Texts(ScriptResult result) => result.AssertNoErrors().Output.Select(o => o!.ToString());
}
