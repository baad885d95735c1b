namespace Ledgerline.Generator;

/// <summary>The generated file of one type.</summary>
/// <param name="HintName">The file's name.</param>
/// <param name="Type">Its serializer; null where the type has errors.</param>
/// <param name="Matching">Its Match and Switch, where it is a hierarchy.</param>
/// <param name="Records">Its annotations: none, one, or both.</param>
/// <param name="Context">The context, fully qualified.</param>
/// <param name="ContextProperty">The context's property for the type, where the context knows it.</param>
internal sealed record TypeFile(
    string HintName, JsonType? Type, CaseMatching? Matching, EquatableArray<AnnotatedRecord> Records, string Context, string? ContextProperty);
