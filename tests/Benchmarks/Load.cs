using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Customers.Benchmarks;

/// <summary>
/// Sends prepared requests over keep-alive connections, on each the next as soon as its answer is in. One thread that
/// reads no more of an answer than it must: the server shares the processors.
/// </summary>
internal sealed class Load : IDisposable
{
    private readonly Lane[] _lanes;

    public Load(int port, int connections) => _lanes = [.. Enumerable.Range(0, connections).Select(_ => new Lane(port))];

    public LoadResult Run(int count, Func<int, ReadOnlyMemory<byte>> request)
    {
        var ticks = new long[count];
        var next = 0;
        var busy = new Dictionary<Socket, Lane>();
        var start = Stopwatch.GetTimestamp();
        foreach (var lane in _lanes.Take(count)) busy[Begin(lane)] = lane;
        var ready = new List<Socket>(busy.Count);
        while (busy.Count > 0)
        {
            ready.Clear();
            ready.AddRange(busy.Keys);
            if (ready.Count > 1) Socket.Select(ready, null, null, -1);
            foreach (var socket in ready)
            {
                var lane = busy[socket];
                if (!lane.Receive()) continue;
                ticks[lane.Number] = Stopwatch.GetTimestamp() - lane.SentAt;
                if (next < count) Begin(lane);
                else busy.Remove(socket);
            }
        }

        return new(ticks, Stopwatch.GetElapsedTime(start));

        Socket Begin(Lane lane)
        {
            lane.Send(next, request(next));
            next++;
            return lane.Socket;
        }
    }

    public void Dispose()
    {
        foreach (var lane in _lanes) lane.Dispose();
    }

    private sealed class Lane : IDisposable
    {
        private byte[] _answer = new byte[64 * 1024];
        private int _length;

        public Lane(int port)
        {
            Socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            Socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
        }

        public Socket Socket { get; }
        public int Number { get; private set; }
        public long SentAt { get; private set; }

        public void Send(int number, ReadOnlyMemory<byte> request)
        {
            (Number, _length, SentAt) = (number, 0, Stopwatch.GetTimestamp());
            for (var rest = request.Span; rest.Length > 0;) rest = rest[Socket.Send(rest)..];
        }

        /// <summary>True when the answer is complete.</summary>
        public bool Receive()
        {
            if (_length == _answer.Length) Array.Resize(ref _answer, _answer.Length * 2);
            var read = Socket.Receive(_answer.AsSpan(_length));
            _length += read;
            var answer = _answer.AsSpan(0, _length);
            if (read == 0) throw new InvalidOperationException("The server closed the connection.");
            if (!IsComplete(answer)) return false;
            return answer[9] == '2' ? true : throw new InvalidOperationException("The server refused: " + Encoding.UTF8.GetString(answer));
        }

        public void Dispose() => Socket.Dispose();

        private static bool IsComplete(ReadOnlySpan<byte> answer)
        {
            var head = answer.IndexOf("\r\n\r\n"u8) + 4;
            if (head < 4) return false;
            var at = answer[..head].IndexOf("Content-Length: "u8);
            if (at < 0) return answer.EndsWith("\r\n0\r\n\r\n"u8);
            var length = 0;
            for (var i = at + "Content-Length: ".Length; answer[i] != '\r'; i++) length = length * 10 + (answer[i] - '0');
            return answer.Length >= head + length;
        }
    }
}

internal sealed class LoadResult
{
    private readonly long[] _sorted;

    public LoadResult(long[] ticks, TimeSpan taken) => (_sorted, Taken) = ([.. ticks.Order()], taken);

    public int Count => _sorted.Length;
    public TimeSpan Taken { get; }
    public double PerSecond => Count / Taken.TotalSeconds;

    public double Milliseconds(double percentile) => _sorted[(int)Math.Ceiling(_sorted.Length * percentile / 100) - 1] * 1000.0 / Stopwatch.Frequency;
}
