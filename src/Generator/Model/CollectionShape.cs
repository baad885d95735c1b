namespace Ledgerline.Generator;

/// <summary>How a collection is made and gone through. In expressions <c>{0}</c> is the list of its type arguments.</summary>
/// <param name="IsDictionary">Whether it has keys.</param>
/// <param name="Create">The expression for what collects the items while they are read.</param>
/// <param name="Add">The method that adds an item to that; a dictionary's entries are set by their keys.</param>
/// <param name="Finish">The expression that makes the collection of <c>items</c>.</param>
/// <param name="Items">What is gone through in <c>value</c> when it is written.</param>
/// <param name="HasDefault">Whether it is a struct whose default is no collection.</param>
internal sealed record CollectionShape(
    bool IsDictionary,
    string Create,
    string Add = "Add",
    string Finish = "items",
    string Items = "value",
    bool HasDefault = false);
