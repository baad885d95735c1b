using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.ExceptionServices;
using Ledgerline.Drivers;

namespace Ledgerline.AspNetCore.Tests;

/// <summary>A driver in memory that tells of each call to its logs and documents, which then may fail.</summary>
public class ObservedDriver : DispatchProxy
{
    private readonly ConcurrentDictionary<object, object> _wrapped = new();
    private object _inner = null!;
    private Func<string, Exception?> _called = null!;

    /// <summary>Makes a driver.</summary>
    /// <param name="called">Told the name of a member of a log or of documents before it is called; returns how it fails, or null.</param>
    public static IStorageDriver Make(Func<string, Exception?> called) => Wrap<IStorageDriver>(new MemoryDriver(), called);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (_inner is ILogStore or IDocumentStore && _called(targetMethod!.Name) is { } failure)
        {
            throw failure;
        }

        try
        {
            return targetMethod!.Invoke(_inner, args) switch
            {
                Project project => new Project(project.Id, Kept(project.Store)),
                ILogStore log => Kept(log),
                IDocumentStore documents => Kept(documents),
                var result => result,
            };
        }
        catch (TargetInvocationException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }
    }

    private T Kept<T>(T inner)
        where T : class => (T)_wrapped.GetOrAdd(inner, _ => Wrap(inner, _called));

    private static T Wrap<T>(T inner, Func<string, Exception?> called)
        where T : class
    {
        object proxy = Create<T, ObservedDriver>();
        ((ObservedDriver)proxy)._inner = inner;
        ((ObservedDriver)proxy)._called = called;
        return (T)proxy;
    }
}
