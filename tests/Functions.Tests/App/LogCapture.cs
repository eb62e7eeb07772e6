using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Customers.Functions.Tests.App;

/// <summary>Keeps all that is logged: messages, exceptions with their stacks, and scopes.</summary>
internal sealed class LogCapture : ILoggerProvider, ISupportExternalScope
{
    private IExternalScopeProvider? _scopes;

    public ConcurrentQueue<string> Lines { get; } = [];

    public string Text => string.Join('\n', Lines);

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Logger(LogCapture capture, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => capture._scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var scopes = new List<string>();
            capture._scopes?.ForEachScope((scope, found) => found.Add(scope?.ToString() ?? ""), scopes);
            capture.Lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception} [{string.Join(", ", scopes)}]");
        }
    }
}
