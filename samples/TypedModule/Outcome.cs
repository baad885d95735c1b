namespace TypedModule;

/// <summary>How a run ends.</summary>
public enum Outcome
{
    /// <summary>All is well.</summary>
    Passed,

    /// <summary>Something is wrong with what ran.</summary>
    Failed,

    /// <summary>Somebody stopped it.</summary>
    Cancelled,
}
