using Ledgerline.Drivers;

namespace Ledgerline.Tests.Contract;

/// <summary>Cursors that have taken their place when they are returned, whatever the driver.</summary>
public static class StartedCursor
{
    /// <summary>Has a cursor take its place now; one that cannot is given back.</summary>
    public static LogCursor Started(this LogCursor cursor)
    {
        ArgumentNullException.ThrowIfNull(cursor);
        try
        {
            cursor.Start();
            return cursor;
        }
        catch
        {
            cursor.Dispose();
            throw;
        }
    }
}
