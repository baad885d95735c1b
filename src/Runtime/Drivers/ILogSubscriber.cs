namespace Ledgerline.Drivers;

/// <summary>A subscription, as one who watches over it sees it. Members are read from any thread.</summary>
public interface ILogSubscriber
{
    /// <summary>The log that it follows.</summary>
    string Source { get; }

    /// <summary>How many entries it is known to be behind.</summary>
    long Lag { get; }
}
