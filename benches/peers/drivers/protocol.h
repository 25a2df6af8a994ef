// What every C++ driver shares: reading a network and its evidence sets, timing in process, writing the result.
//
// A driver is run as  DRIVER [--rebuild] NETWORK.uai JOB.txt RESULT.json  (adapter.py makes JOB.txt from the harness's
// QUERIES.json). It gives an engine, a class with
//     Engine(const Network&)                              compiles; timed as "compile"
//     static const bool soft;                             whether likelihood findings can be given
//     double query(const EvidenceSet&, Posteriors& out)   all posteriors into `out`, log P(evidence) returned
// and calls run<Engine>(argc, argv). With --rebuild every query cuts the tables down to the observed states and builds
// the engine anew on what is left (Rebuilt<Engine>): dear on small networks, often far cheaper where cliques are large.
//
// Timing is fair to small networks: a query under 200 us is measured as the mean over sweeps through all sets of its
// kind, so that the clock's own cost does not count; a longer one is measured call by call.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace protocol {

typedef std::vector<std::vector<double>> Posteriors;

struct Network {
    std::vector<int> states;               // number of states per variable
    std::vector<std::vector<int>> family;  // per table: parents, then the variable itself
    std::vector<std::vector<double>> table;  // last variable of the family fastest
};

struct EvidenceSet {
    std::string id, kind;
    std::vector<std::pair<int, int>> hard;                     // variable, state
    std::vector<std::pair<int, std::vector<double>>> soft;     // variable, likelihood of each state
};

struct Job {
    int reps;
    double budget;  // CPU seconds for everything after reading: fair on a busy machine
    std::vector<EvidenceSet> sets;
};

inline Network read_network(const char* path) {
    std::ifstream in(path);
    std::string kind;
    size_t n, m;
    in >> kind >> n;
    Network net;
    net.states.resize(n);
    for (int& s : net.states) in >> s;
    in >> m;
    net.family.resize(m);
    for (auto& f : net.family) {
        size_t k;
        in >> k;
        f.resize(k);
        for (int& v : f) in >> v;
    }
    net.table.resize(m);
    std::string word;  // strtod is several times faster than stream extraction of doubles
    for (auto& t : net.table) {
        size_t k;
        in >> k;
        t.resize(k);
        for (double& x : t) {
            in >> word;
            x = std::strtod(word.c_str(), nullptr);
        }
    }
    if (!in) throw std::runtime_error(std::string("cannot read ") + path);
    return net;
}

inline Job read_job(const char* path, const Network& net) {
    std::ifstream in(path);
    Job job;
    size_t n;
    in >> job.reps >> job.budget >> n;
    job.sets.resize(n);
    for (auto& s : job.sets) {
        size_t hard, soft;
        in >> s.id >> s.kind >> hard >> soft;
        s.hard.resize(hard);
        for (auto& h : s.hard) in >> h.first >> h.second;
        s.soft.resize(soft);
        for (auto& l : s.soft) {
            in >> l.first;
            l.second.resize(net.states.at(l.first));
            for (double& x : l.second) in >> x;
        }
    }
    if (!in) throw std::runtime_error(std::string("cannot read ") + path);
    return job;
}

struct Time {
    double wall, cpu;
};

inline double clock_now(clockid_t which) {
    timespec t;
    clock_gettime(which, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

inline Time now() { return {clock_now(CLOCK_MONOTONIC), clock_now(CLOCK_PROCESS_CPUTIME_ID)}; }
inline Time since(const Time& t) {
    Time u = now();
    return {u.wall - t.wall, u.cpu - t.cpu};
}

struct Result {
    std::vector<Time> compile;
    std::map<std::string, std::vector<Time>> query;
    std::map<std::string, double> log_pe;
    std::map<std::string, Posteriors> posteriors;
};

inline void number(std::ostream& out, double x) {
    char text[32];
    std::snprintf(text, sizeof text, "%.17g", x);
    out << (std::isfinite(x) ? text : "null");
}

inline void times(std::ostream& out, const std::vector<Time>& ts, double Time::*which) {
    out << '[';
    for (size_t i = 0; i < ts.size(); i++) {
        if (i) out << ',';
        number(out, ts[i].*which);
    }
    out << ']';
}

inline void write_result(const char* path, const Result& r) {
    std::ofstream out(path);
    for (int cpu = 0; cpu < 2; cpu++) {
        double Time::*which = cpu ? &Time::cpu : &Time::wall;
        const char* unit = cpu ? "cpu" : "s";
        out << (cpu ? ",\n" : "{") << "\"compile_" << unit << "\":";
        times(out, r.compile, which);
        out << ",\n\"query_" << unit << "\":{";
        const char* comma = "";
        for (auto& q : r.query) {
            out << comma << '"' << q.first << "\":";
            times(out, q.second, which);
            comma = ",";
        }
        out << '}';
    }
    const char* comma = "";
    out << ",\n\"log_pe\":{";
    for (auto& l : r.log_pe) {
        out << comma << '"' << l.first << "\":";
        number(out, l.second);
        comma = ",";
    }
    comma = "";
    out << "},\n\"posteriors\":{";
    for (auto& p : r.posteriors) {
        out << comma << '"' << p.first << "\":[";
        for (size_t v = 0; v < p.second.size(); v++) {
            out << (v ? ",[" : "[");
            for (size_t s = 0; s < p.second[v].size(); s++) {
                if (s) out << ',';
                number(out, p.second[v][s]);
            }
            out << ']';
        }
        out << ']';
        comma = ",\n";
    }
    out << "}}\n";
}

// One timed call for each set, its answers kept; then repetitions while `until` (seconds since `start`) lasts.
// The first `least` sets are asked in any case.
template <class Engine>
void time_kind(Engine& engine, const std::vector<const EvidenceSet*>& sets, int reps, const Time& start, double until,
               size_t least, Result& r) {
    Posteriors post;
    std::vector<const EvidenceSet*> done;
    double total = 0;
    for (const EvidenceSet* s : sets) {
        if (done.size() >= least && since(start).cpu > until) break;
        Time t = now();
        double l = engine.query(*s, post);
        Time d = since(t);
        r.query[s->id].push_back(d);
        if (std::isfinite(l)) r.log_pe[s->id] = l;  // not a number: the engine has none
        r.posteriors[s->id] = post;
        total += d.cpu;
        done.push_back(s);
    }
    if (done.empty()) return;
    bool small = total / done.size() < 200e-6;
    if (small)  // the first call runs on cold caches and includes the clock's cost: measured again below
        for (const EvidenceSet* s : done) r.query[s->id].clear();
    int sweeps = small ? 1 + static_cast<int>(5e-3 / total) : 1;
    for (int k = 0; k < reps && (since(start).cpu < until || (small && k == 0)); k++) {
        Time whole = now();
        for (int w = 0; w < sweeps; w++)
            for (const EvidenceSet* s : done) {
                if (small) {
                    engine.query(*s, post);
                    continue;
                }
                if (since(start).cpu > until) return;
                Time t = now();
                engine.query(*s, post);
                r.query[s->id].push_back(since(t));
            }
        if (small) {
            Time d = since(whole);
            double calls = static_cast<double>(sweeps) * done.size();
            for (const EvidenceSet* s : done) r.query[s->id].push_back({d.wall / calls, d.cpu / calls});
        }
    }
}

// `table` over `family` with the observed variables (state >= 0 in `seen`) fixed.
inline std::vector<double> cut(const Network& net, size_t i, const std::vector<int>& seen) {
    const std::vector<int>& family = net.family[i];
    std::vector<size_t> size, stride;  // of the free variables, first slowest
    size_t at = 0, step = net.table[i].size(), cells = 1;
    for (int v : family) {
        step /= net.states[v];
        if (seen[v] >= 0) {
            at += step * seen[v];
            continue;
        }
        size.push_back(net.states[v]);
        stride.push_back(step);
        cells *= net.states[v];
    }
    std::vector<double> out(cells);
    std::vector<size_t> digit(size.size(), 0);
    for (double& x : out) {
        x = net.table[i][at];
        for (size_t k = size.size(); k-- > 0;) {
            at += stride[k];
            if (++digit[k] < size[k]) break;
            at -= stride[k] * size[k];
            digit[k] = 0;
        }
    }
    return out;
}

template <class Engine>
struct Rebuilt {
    static const bool soft = false;
    const Network& net;

    explicit Rebuilt(const Network& n) : net(n) {}

    double query(const EvidenceSet& e, Posteriors& out) {
        std::vector<int> seen(net.states.size(), -1), renamed(net.states.size(), -1);
        for (auto& h : e.hard) seen[h.first] = h.second;
        Network rest;
        for (size_t v = 0; v < net.states.size(); v++)
            if (seen[v] < 0) {
                renamed[v] = rest.states.size();
                rest.states.push_back(net.states[v]);
            }
        double constant = 0;
        for (size_t i = 0; i < net.family.size(); i++) {
            std::vector<int> family;
            for (int v : net.family[i])
                if (seen[v] < 0) family.push_back(renamed[v]);
            std::vector<double> table = cut(net, i, seen);
            if (family.empty()) {
                constant += std::log(table[0]);
                continue;
            }
            rest.family.push_back(family);
            rest.table.push_back(table);
        }
        Posteriors some;
        double l = Engine(rest).query(EvidenceSet(), some);
        out.assign(net.states.size(), std::vector<double>());
        for (size_t v = 0; v < net.states.size(); v++) {
            if (seen[v] < 0) {
                out[v].swap(some[renamed[v]]);
            } else {
                out[v].assign(net.states[v], 0.0);
                out[v][seen[v]] = 1.0;
            }
        }
        return l + constant;
    }
};

template <class Engine>
int measure(char** file) {
    try {
        const Network net = read_network(file[0]);
        const Job job = read_job(file[1], net);
        Result r;
        const Time start = now();
        std::unique_ptr<Engine> engine;
        for (int k = 0; k < job.reps && (k == 0 || since(start).cpu < 0.3 * job.budget); k++) {
            engine.reset();
            Time t = now();
            engine.reset(new Engine(net));
            r.compile.push_back(since(t));
        }
        const struct {
            const char* name;
            double until;  // part of the budget
            size_t least;
        } kinds[] = {{"prior", 0.4, 1}, {"p10", 0.65, 3}, {"panel", 0.9, 3}, {"p20", 0.95, 0},
                     {"p50", 1.0, 0},   {"one", 1.0, 0},  {"soft", 1.0, 0}};
        for (auto& kind : kinds) {
            std::vector<const EvidenceSet*> sets;
            for (auto& s : job.sets)
                if (s.kind == kind.name && (Engine::soft || s.soft.empty())) sets.push_back(&s);
            time_kind(*engine, sets, job.reps, start, kind.until * job.budget, kind.least, r);
        }
        write_result(file[2], r);
        return 0;
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
}

template <class Engine>
int run(int argc, char** argv) {
    bool rebuild = argc == 5 && std::string(argv[1]) == "--rebuild";
    if (argc != 4 && !rebuild) {
        std::cerr << "usage: " << argv[0] << " [--rebuild] NETWORK.uai JOB.txt RESULT.json\n";
        return 2;
    }
    return rebuild ? measure<Rebuilt<Engine>>(argv + 2) : measure<Engine>(argv + 1);
}

}  // namespace protocol
